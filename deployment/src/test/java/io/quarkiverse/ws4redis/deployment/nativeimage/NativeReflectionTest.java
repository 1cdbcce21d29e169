package io.quarkiverse.ws4redis.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.config.DjangoSettings;
import io.quarkiverse.ws4redis.session.Lifecycle;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveFieldBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveMethodBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** What Jackson reads and writes must be known to a native image; this extension registers nothing else. */
class NativeReflectionTest {

    private static final String OURS = "io.quarkiverse.ws4redis.";
    private static final String APPLICATION = "io.quarkiverse.ws4redis.deployment.";

    private static final BuildItems CLASSES = new BuildItems("classes.txt");
    private static final BuildItems METHODS = new BuildItems("methods.txt");
    private static final BuildItems FIELDS = new BuildItems("fields.txt");

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    jar -> jar.addClasses(BuildItems.class, Orders.class, Order.class, Receipt.class, Line.class, Stock.class,
                            Stock.View.class))
            .addBuildChainCustomizer(CLASSES.of(ReflectiveClassBuildItem.class, item -> item.getClassNames().stream()))
            .addBuildChainCustomizer(METHODS.of(ReflectiveMethodBuildItem.class,
                    item -> Stream.of(item.getDeclaringClass() + "#" + item.getName())))
            .addBuildChainCustomizer(FIELDS.of(ReflectiveFieldBuildItem.class, item -> Stream.of(item.getDeclaringClass())));

    @Test
    void payloadsAndResultsAreRegistered() {
        assertThat(CLASSES.read()).contains(Order.class.getName(), Receipt.class.getName(), Line.class.getName(),
                Stock.View.class.getName());
    }

    @Test
    void ofTheApplicationNothingButPayloadsAndEntitiesIsRegistered() {
        assertThat(CLASSES.read().filter(name -> name.startsWith(APPLICATION)).filter(name -> !isOfHibernate(name)))
                .containsOnly(Order.class.getName(), Receipt.class.getName(), Line.class.getName(), Stock.View.class.getName());
    }

    /** Hibernate ORM wants the entity, and its metamodel. */
    private static boolean isOfHibernate(String name) {
        return name.equals(Stock.class.getName()) || name.equals(Stock.class.getName() + "_");
    }

    @Test
    void ofTheExtensionThereIsOnlyWhatQuarkusRegistersByItself() {
        assertThat(ours(CLASSES)).filteredOn(name -> !isOfQuarkus(name)).isEmpty();
        assertThat(ours(FIELDS)).isEmpty();
        // ArC tells a configuration, an Instance and a list of beans where they are injected.
        assertThat(ours(METHODS)).filteredOn(name -> !name.endsWith("#<init>") && !name.contains("$$CMImpl#"))
                .containsOnly(Lifecycle.class.getName() + "#start");
    }

    private static List<String> ours(BuildItems items) {
        return items.read().filter(name -> name.startsWith(OURS) && !name.startsWith(APPLICATION)).toList();
    }

    /** Of configuration the implementations, an enum and an interceptor; and the endpoints that WebSockets Next generates. */
    private static boolean isOfQuarkus(String name) {
        return name.endsWith("$$CMImpl") || name.equals(SlowConsumer.class.getName())
                || name.equals(DjangoSettings.class.getName())
                || name.endsWith("_WebSocketServerEndpoint");
    }

    @WsChannel("orders")
    static final class Orders {

        private Orders() {
        }

        static boolean canPublishTo() {
            return true;
        }

        @WsAction("order")
        static Uni<List<Receipt>> order(Order order) {
            return Uni.createFrom().item(List.of());
        }
    }

    @Entity
    @WsChannel(value = "stock", broadcasts = WsChange.UPDATED, projection = Stock.View.class)
    static class Stock {
        @Id
        long id;

        static boolean canSubscribeTo() {
            return true;
        }

        record View(long id) {
            View(Stock stock) {
                this(stock.id);
            }
        }
    }

    record Order(String what) {
    }

    record Receipt(Line line) {
    }

    record Line(int count) {
    }
}
