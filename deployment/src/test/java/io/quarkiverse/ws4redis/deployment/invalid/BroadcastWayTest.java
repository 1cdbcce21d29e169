package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsBroadcast;
import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: changes would go to no channel, or to another one than that of the entity that the pk is of. */
class BroadcastWayTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(House.class, Room.class, Lost.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Lost broadcasts via room.garden, but 'garden' is no to-one association of")
                    .hasMessageContaining("Lost broadcasts via name, but 'name' is no to-one association of")
                    .hasMessageContaining("Lost has @WsBroadcast without a channel, and")
                    .hasMessageContaining("$Room has no @WsChannel: name the channel")
                    .hasMessageContaining("Lost broadcasts to the channel attic, which no class declares")
                    .hasMessageContaining("Lost broadcasts to the channel cellar, but")
                    .hasMessageContaining("whose identifier is the pk, declares the channel house")
                    .hasMessageContaining("Lost broadcasts to the channel house twice by the same way"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @Entity
    @WsBroadcast(via = "room.garden", changes = WsChange.REMOVED)
    @WsBroadcast(via = "name", changes = WsChange.REMOVED)
    @WsBroadcast(via = "room", changes = WsChange.REMOVED)
    @WsBroadcast(channel = "attic", via = "room", changes = WsChange.REMOVED)
    @WsBroadcast(channel = "cellar", via = "room.house", changes = WsChange.REMOVED)
    @WsBroadcast(channel = "house", via = "room.house", changes = WsChange.REMOVED)
    @WsBroadcast(via = "room.house", changes = WsChange.REMOVED)
    public static class Lost {
        @Id
        public long id;
        public String name;
        private Room room;

        @ManyToOne
        public Room getRoom() {
            return room;
        }

        public void setRoom(Room room) {
            this.room = room;
        }
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
}
