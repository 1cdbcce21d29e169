package io.quarkiverse.ws4redis.deployment.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** What Jackson reads and writes must be known to a native image. */
class NativeReflectionTest {

    private static final String FILE = "reflective.txt";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Orders.class, Order.class, Receipt.class, Line.class, Stock.class,
                    Stock.View.class))
            .addBuildChainCustomizer(chain -> chain.addBuildStep(context -> {
                String names = context.consumeMulti(ReflectiveClassBuildItem.class).stream()
                        .flatMap(item -> item.getClassNames().stream()).collect(Collectors.joining("\n"));
                context.produce(new GeneratedResourceBuildItem(FILE, names.getBytes(StandardCharsets.UTF_8)));
            }).consumes(ReflectiveClassBuildItem.class).produces(GeneratedResourceBuildItem.class).build());

    @Test
    void payloadsAndResultsAreRegistered() throws IOException {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .contains(Order.class.getName(), Receipt.class.getName(), Line.class.getName(), Stock.View.class.getName());
        }
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
