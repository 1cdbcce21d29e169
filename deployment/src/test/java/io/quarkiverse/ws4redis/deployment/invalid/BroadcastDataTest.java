package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonView;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an entity would be sent as a whole, or nothing says how to make what is sent. */
class BroadcastDataTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Whole.class, Itself.class, Wrapped.class, Gotten.class,
                    Inherited.class, Both.class, Unmade.class, Ambiguous.class, Hidden.class, Unseen.class, NoChanges.class,
                    NoEntity.class, Row.class, Some.class, Others.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("$Whole has @WsChannel(broadcasts) without a projection or a view")
                    .hasMessageContaining("name a record with a constructor that takes Whole as projection")
                    .hasMessageContaining("$Itself, which is an entity and would be sent as a whole")
                    .hasMessageContaining("whose part Page.rows is an entity and would be sent as a whole")
                    .hasMessageContaining("whose part View.getRow() is an entity and would be sent as a whole")
                    .hasMessageContaining("whose part View.parent is an entity and would be sent as a whole")
                    .hasMessageContaining("$Both has @WsChannel(broadcasts) with a projection and a view: keep one of them")
                    .hasMessageContaining("which has no constructor or static method that makes it of Unmade")
                    .hasMessageContaining("which has more than one constructor or static method that makes it of Ambiguous")
                    .hasMessageContaining("which code in the package of Hidden may not make")
                    .hasMessageContaining("$Unseen has @WsChannel(broadcasts) with the view")
                    .hasMessageContaining("$NoChanges has @WsChannel(broadcasts) of no changes")
                    .hasMessageContaining("$NoEntity has @WsChannel(broadcasts), but is no @Entity"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    interface Some {
    }

    interface Others {
    }

    @Entity
    @WsChannel(value = "a", broadcasts = WsChange.CREATED)
    public static class Whole extends Row {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @Entity
    @WsChannel(value = "b", broadcasts = WsChange.CREATED, projection = Itself.class)
    public static class Itself extends Row {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @Entity
    @WsChannel(value = "c", broadcasts = WsChange.CREATED, projection = Wrapped.View.class)
    public static class Wrapped extends Row {
        static boolean canSubscribeTo() {
            return true;
        }

        record View(Page page) {
            View(Wrapped row) {
                this(new Page(List.of(row)));
            }
        }

        record Page(List<? extends Wrapped> rows) {
        }
    }

    @Entity
    @WsChannel(value = "k", broadcasts = WsChange.CREATED, projection = Gotten.View.class)
    public static class Gotten extends Row {
        static boolean canSubscribeTo() {
            return true;
        }

        static class View {
            private final transient Gotten row;

            View(Gotten row) {
                this.row = row;
            }

            public Gotten getRow() {
                return row;
            }
        }
    }

    @Entity
    @WsChannel(value = "l", broadcasts = WsChange.CREATED, projection = Inherited.View.class)
    public static class Inherited extends Row {
        static boolean canSubscribeTo() {
            return true;
        }

        record View(Row parent) {
            View(Inherited row) {
                this((Row) row);
            }
        }
    }

    @Entity
    @WsChannel(value = "d", broadcasts = WsChange.CREATED, projection = Both.View.class, view = Some.class)
    public static class Both extends Row {
        static boolean canSubscribeTo() {
            return true;
        }

        record View(long id) {
            View(Both row) {
                this(row.id);
            }
        }
    }

    @Entity
    @WsChannel(value = "e", broadcasts = WsChange.CREATED, projection = Unmade.View.class)
    public static class Unmade extends Row {
        static boolean canSubscribeTo() {
            return true;
        }

        record View(long id) {
        }
    }

    @Entity
    @WsChannel(value = "f", broadcasts = WsChange.CREATED, projection = Ambiguous.View.class)
    public static class Ambiguous extends Row {
        static boolean canSubscribeTo() {
            return true;
        }

        record View(long id) {
            View(Ambiguous row) {
                this(row.id);
            }

            static View of(Row row) {
                return new View(row.id);
            }
        }
    }

    @Entity
    @WsChannel(value = "g", broadcasts = WsChange.CREATED, projection = Hidden.View.class)
    public static class Hidden extends Row {
        static boolean canSubscribeTo() {
            return true;
        }

        record View(long id) {
            private View(Hidden row) {
                this(row.id);
            }
        }
    }

    @Entity
    @WsChannel(value = "h", broadcasts = WsChange.CREATED, view = Others.class)
    public static class Unseen extends Row {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @Entity
    @WsChannel(value = "i", view = Some.class)
    public static class NoChanges extends Row {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @WsChannel(value = "j", broadcasts = WsChange.REMOVED)
    public static class NoEntity {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @MappedSuperclass
    public static class Row {
        @Id
        @JsonView(Some.class)
        public long id;
    }
}
