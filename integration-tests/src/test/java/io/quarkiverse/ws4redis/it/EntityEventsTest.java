package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

/** What subscribers learn of the changes of rows. Each test has rows of its own. */
@QuarkusTest
class EntityEventsTest {

    private static final AtomicLong IDS = new AtomicLong(1000);

    @InjectWs4RedisClient
    WsTestClients clients;

    @Inject
    EntityManager entities;

    @Inject
    StatelessSession stateless;

    @Inject
    SessionFactory sessions;

    private long project;
    private WsTestClient alice;
    private String subscribed;

    @BeforeEach
    void aSubscriberOfAProjectThatThereIsNotYet() {
        project = IDS.incrementAndGet();
        alice = clients.connect().auth("jwt", Tokens.of(7));
        subscribed = subscribe(alice, project, "").toString();
    }

    @AfterEach
    void close() {
        alice.close();
    }

    @Test
    void aRowIsToldOfWhenItIsCreatedUpdatedAndRemoved() {
        transaction(() -> project("a"));
        expect(1, "\"created\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":0,\"data\":{\"name\":\"a\"}", project);
        transaction(() -> project().name = "b");
        expect(2, "\"updated\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":1,\"data\":{\"name\":\"b\"}", project);
        transaction(() -> project().delete());
        expect(3, "\"removed\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":1", project);
        alice.expectNothingMore();
    }

    @Test
    void whatIsRolledBackIsNotToldOf() {
        assertThatThrownBy(() -> transaction(() -> {
            project("lost");
            entities.flush();
            throw new IllegalStateException("on purpose");
        })).hasMessageContaining("on purpose");
        QuarkusTransaction.begin();
        project("lost too");
        entities.flush();
        QuarkusTransaction.rollback();
        transaction(() -> project("kept"));
        expect(1, "\"created\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":0,\"data\":{\"name\":\"kept\"}", project);
        alice.expectNothingMore();
    }

    @Test
    void aRowIsToldOfOnceInATransaction() {
        transaction(() -> {
            project("a");
            entities.flush();
            project().name = "b";
        });
        expect(1, "\"created\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":1,\"data\":{\"name\":\"b\"}", project);
        transaction(() -> {
            project().name = "c";
            entities.flush();
            project().name = "d";
        });
        expect(2, "\"updated\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":3,\"data\":{\"name\":\"d\"}", project);
        long passing = IDS.incrementAndGet();
        transaction(() -> {
            Task task = task(passing, project, "passing");
            entities.flush();
            task.delete();
        });
        transaction(() -> {
            project().name = "e";
            entities.flush();
            project().delete();
        });
        expect(3, "\"removed\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":4", project);
        transaction(() -> project("f"));
        expect(4, "\"created\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":0,\"data\":{\"name\":\"f\"}", project);
        transaction(() -> {
            project().delete();
            entities.flush();
            project("g");
        });
        expect(5, "\"removed\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":0", project);
        expect(6, "\"created\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":0,\"data\":{\"name\":\"g\"}", project);
        alice.expectNothingMore();
    }

    @Test
    void childrenAreToldOfInTheChannelTheirWayLeadsTo() {
        long task = IDS.incrementAndGet();
        long remark = IDS.incrementAndGet();
        transaction(() -> project("a"));
        alice.next();
        transaction(() -> task(task, project, "sweep"));
        expect(2, "\"created\",\"entity\":\"Task\",\"pk\":\"%d\",\"version\":0,\"data\":{\"text\":\"sweep\",\"project\":\"A\"}",
                task);
        transaction(() -> remark(remark, entities.getReference(Task.class, task)));
        expect(3, "\"created\",\"entity\":\"Remark\",\"pk\":\"%d\",\"data\":{\"author\":\"bob\",\"text\":\"why?\"}", remark);
        transaction(() -> Remark.<Remark>findById(remark).text = "not told of");
        transaction(() -> Task.<Task>findById(task).text = "mop");
        expect(4, "\"updated\",\"entity\":\"Task\",\"pk\":\"%d\",\"version\":1,\"data\":{\"text\":\"mop\",\"project\":\"A\"}",
                task);
        transaction(() -> Task.findById(task).delete());
        expect(5, "\"removed\",\"entity\":\"Remark\",\"pk\":\"%d\"", remark);
        expect(6, "\"removed\",\"entity\":\"Task\",\"pk\":\"%d\",\"version\":1", task);
        alice.expectNothingMore();
    }

    @Test
    void aRowThatGoesToAnotherParentIsRemovedFromTheFormerOne() {
        long task = IDS.incrementAndGet();
        long other = IDS.incrementAndGet();
        transaction(() -> project("a"));
        transaction(() -> project(other, "b"));
        transaction(() -> task(task, project, "sweep"));
        alice.next();
        alice.next();
        try (WsTestClient there = clients.connect().auth("jwt", Tokens.of(7))) {
            subscribe(there, other, "");
            transaction(() -> Task.<Task>findById(task).project = entities.getReference(Project.class, other));
            expect(3, "\"removed\",\"entity\":\"Task\",\"pk\":\"%d\",\"version\":1", task);
            there.expect(message(other, 2,
                    "\"updated\",\"entity\":\"Task\",\"pk\":\"" + task
                            + "\",\"version\":1,\"data\":{\"text\":\"sweep\",\"project\":\"B\"}"))
                    .expectNothingMore();
            transaction(() -> Task.<Task>findById(task).project = null);
            there.expect(message(other, 3, "\"removed\",\"entity\":\"Task\",\"pk\":\"" + task + "\",\"version\":2"))
                    .expectNothingMore();
        }
        alice.expectNothingMore();
    }

    @Test
    void aProjectionThatFailsCostsItsMessageAndNotTheTransaction() {
        transaction(() -> {
            project(null);
            task(IDS.incrementAndGet(), project, "has a project without a name");
        });
        expect(1, "\"created\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":0,\"data\":{\"name\":null}", project);
        assertThat(QuarkusTransaction.requiringNew().call(() -> Task.count("project.id", project))).isOne();
        alice.expectNothingMore();
    }

    @Test
    void whatAStatelessSessionWritesIsToldOfToo() {
        transaction(() -> {
            Project created = new Project();
            created.id = project;
            created.name = "a";
            stateless.insert(created);
        });
        expect(1, "\"created\",\"entity\":\"Project\",\"pk\":\"%d\",\"version\":0,\"data\":{\"name\":\"a\"}", project);
        alice.expectNothingMore();
    }

    @Test
    void whatASessionWroteThatIsClosedBeforeTheCommitIsToldOfToo() {
        transaction(() -> project("a"));
        alice.next();
        long task = IDS.incrementAndGet();
        transaction(() -> {
            Task created = new Task();
            created.id = task;
            created.text = "sweep";
            created.project = project();
            try (StatelessSession own = sessions.openStatelessSession()) {
                own.insert(created);
            }
        });
        expect(2, "\"created\",\"entity\":\"Task\",\"pk\":\"%d\",\"version\":0,\"data\":{\"text\":\"sweep\",\"project\":\"A\"}",
                task);
        alice.expectNothingMore();
    }

    @Test
    void whatBulkStatementsDoIsNotToldOf() {
        transaction(() -> project("a"));
        alice.next();
        transaction(() -> Project.update("name = 'b' where id = ?1", project));
        alice.expectNothingMore();
    }

    @Test
    void whoMayNotSubscribeLearnsNothing() {
        try (WsTestClient bob = clients.connect().auth("jwt", Tokens.of(8))) {
            assertThat(subscribe(bob, project, "").at("/message/error").asText()).isEqualTo("subscribe permission denied");
            transaction(() -> project("a"));
            alice.next();
            bob.expectNothingMore();
        }
    }

    @Test
    void whoComesBackGetsTheEventsThatWereMissed() throws Exception {
        String epoch = WsTestClient.json(subscribed).get("epoch").asText();
        transaction(() -> project("a"));
        try (WsTestClient again = clients.connect().auth("jwt", Tokens.of(7))) {
            alice.next();
            subscribe(again, project, ",\"recover\":{\"epoch\":\"" + epoch + "\",\"offset\":0}");
            again.expect(message(project, 1, "\"created\",\"entity\":\"Project\",\"pk\":\"" + project
                    + "\",\"version\":0,\"data\":{\"name\":\"a\"}"));
            assertThat(again.next().get("recovered").asBoolean()).isTrue();
        }
    }

    private static void transaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    private Project project(String name) {
        return project(project, name);
    }

    private static Project project(long id, String name) {
        Project created = new Project();
        created.id = id;
        created.name = name;
        created.budget = "secret";
        created.persist();
        return created;
    }

    private Project project() {
        return Project.findById(project);
    }

    private Task task(long id, long project, String text) {
        Task created = new Task();
        created.id = id;
        created.text = text;
        created.project = entities.getReference(Project.class, project);
        created.persist();
        return created;
    }

    private static void remark(long id, Task task) {
        Remark created = new Remark();
        created.id = id;
        created.text = "why?";
        created.author = "bob";
        created.draft = "secret";
        created.password = "secret";
        created.task = task;
        created.persist();
    }

    private static JsonNode subscribe(WsTestClient client, long project, String more) {
        return client.send("{\"action\":\"subscribe\",\"channel\":\"project\",\"pk\":" + project + more + "}").next();
    }

    private void expect(long offset, String event, long pk) {
        alice.expect(message(project, offset, event.formatted(pk)));
    }

    private static String message(long project, long offset, String event) {
        return "{\"channel\":\"project\",\"pk\":\"" + project + "\",\"message\":{\"event\":" + event + "},\"offset\":" + offset
                + "}";
    }
}
