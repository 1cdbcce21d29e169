package io.quarkiverse.ws4redis.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;

import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.dispatch.EntityRecheck;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.session.PermissionChanges;

class DecidersTest {

    private final Deciders deciders = new Deciders(List.of(recheck("room", ""), recheck("", "member")), new Metrics());

    @Test
    void ifTheWayToThoseConcernedCannotBeFollowedAllOfThemAre() {
        PermissionChanges concerned = new PermissionChanges();
        deciders.concerned(closed(SharedSessionContractImplementor.class),
                new RowChange(WsChange.REMOVED, closed(EntityPersister.class), 1L, new Row(), null), concerned);
        assertThat(concerned.messages()).containsExactly(new ControlMessage.RecheckChannel("room"),
                new ControlMessage.RecheckKind("member"));
    }

    private record Row() {
    }

    /** Knows what the row is, and fails for everything else that it is asked. */
    private static <T> T closed(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
            if (method.getName().equals("getMappedClass")) {
                return Row.class;
            }
            throw new IllegalStateException("closed");
        }));
    }

    private static EntityRecheck recheck(String channel, String kind) {
        return new EntityRecheck() {
            @Override
            public Class<?> type() {
                return Row.class;
            }

            @Override
            public String channel() {
                return channel;
            }

            @Override
            public String kind() {
                return kind;
            }

            @Override
            public String via() {
                return "house.owner";
            }

            @Override
            public boolean covers(WsChange change) {
                return true;
            }
        };
    }
}
