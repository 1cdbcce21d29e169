package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsRecheck;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: somebody would keep a permission that depends on an entity, because nobody is asked, or the wrong ones are. */
class RecheckTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(House.class, Room.class, Key.class, NoEntity.class, Plain.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Key rechecks via room.garden, but 'garden' is no to-one association of")
                    .hasMessageContaining("Key has @WsRecheck without a channel, and")
                    .hasMessageContaining("$Room has no @WsChannel: name the channel")
                    .hasMessageContaining("Key rechecks the channel attic, which no class declares")
                    .hasMessageContaining("Key rechecks the channel cellar, but")
                    .hasMessageContaining("whose identifier is the pk, declares the channel house")
                    .hasMessageContaining("Key rechecks the channel house twice by the same way: keep one of them")
                    .hasMessageContaining("Key rechecks the kind member twice by the same way: keep one of them")
                    .hasMessageContaining("Key has @WsRecheck with a channel and a kind: name one of them")
                    .hasMessageContaining("Key rechecks the kind \"a:b\", which no identity can have")
                    .hasMessageContaining("Key has @WsRecheck after no changes: name at least one of")
                    .hasMessageContaining(
                            "NoEntity has @WsRecheck, but is no @Entity whose changes there could be: put it on an "
                                    + "entity, or call Ws4Redis.recheck")
                    .hasMessageContaining("Plain has @WsChannel(recheck), but is no @Entity"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @Entity
    @WsRecheck(via = "room.garden")
    @WsRecheck(via = "room")
    @WsRecheck(channel = "attic", via = "room")
    @WsRecheck(channel = "cellar", via = "room.house")
    @WsRecheck(channel = "house", via = "room.house")
    @WsRecheck(via = "room.house")
    @WsRecheck(kind = "member", via = "room")
    @WsRecheck(kind = "member", via = "room")
    @WsRecheck(kind = "member", channel = "house", via = "room.house")
    @WsRecheck(kind = "a:b")
    @WsRecheck(kind = "terminal", changes = {})
    public static class Key {
        @Id
        public long id;

        @ManyToOne
        public Room room;
    }

    @Entity
    public static class Room {
        @Id
        public long id;

        @ManyToOne
        public House house;
    }

    @Entity
    @WsChannel("house")
    public static class House {
        @Id
        public long id;

        static boolean canSubscribeTo() {
            return true;
        }
    }

    @WsRecheck(kind = "member")
    public static class NoEntity {
    }

    @WsChannel(value = "plain", recheck = WsChange.UPDATED)
    public static class Plain {

        static boolean canSubscribeTo() {
            return true;
        }
    }
}
