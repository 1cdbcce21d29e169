package io.quarkiverse.ws4redis.it.reactive;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.UserTransaction;

import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** An application with both Hibernates: what is written by JTA's transactions and by reactive ones is told of alike. */
class BothHibernatesTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Meter.class, Person.class, Reactive.class))
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-jdbc-postgresql", Version.getVersion())))
            .setBeforeAllCustomizer(BothHibernatesTest::start)
            .setAfterAllCustomizer(() -> Database.POSTGRES.stop())
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.devservices.enabled", "false")
            .overrideConfigKey("quarkus.hibernate-orm.schema-management.strategy", "none")
            .overrideConfigKey("quarkus.http.test-port", "0");

    /** Not of the application, which has this class too. */
    private static final class Database {
        static final PostgresResource POSTGRES = new PostgresResource();
    }

    private static void start() {
        Database.POSTGRES.start().forEach(TEST::overrideRuntimeConfigKey);
        Database.POSTGRES
                .execute("create table meter (id bigint primary key, reading integer not null, version integer not null)");
        TEST.overrideRuntimeConfigKey("quarkus.datasource.jdbc.url", Database.POSTGRES.jdbcUrl());
    }

    @TestHTTPResource("/ws")
    URI uri;

    @Inject
    EntityManager entities;

    @Inject
    UserTransaction transaction;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Ws4Redis ws;

    private WsTestClient alice;

    @BeforeEach
    void aSubscriber() {
        alice = WsTestClients.of(uri).patience(Duration.ofSeconds(60)).connect().auth("person", "alice").subscribe("meter", 1);
        alice.drain();
    }

    @AfterEach
    void close() {
        alice.close();
    }

    @Test
    void eachTransactionTellsOfItsOwnChangesWhenItCommits() throws Exception {
        transaction.begin();
        entities.persist(new Meter());
        ws.afterCommit().publish("meter", 1, "by JTA");
        transaction.commit();
        alice.await("{\"message\":{\"event\":\"created\",\"version\":0,\"data\":{\"reading\":0}}}");
        alice.await("{\"message\":\"by JTA\"}");

        Reactive.await(() -> sessions.withTransaction(session -> session.find(Meter.class, 1L).invoke(meter -> {
            meter.reading = 1;
            ws.afterCommit().publish("meter", 1, "reactive");
        })));
        alice.await("{\"message\":{\"event\":\"updated\",\"version\":1,\"data\":{\"reading\":1}}}");
        alice.await("{\"message\":\"reactive\"}");

        transaction.begin();
        entities.find(Meter.class, 1L).reading = 2;
        entities.flush();
        transaction.rollback();
        alice.expectNothingMore();
    }

    @Entity
    @Table(name = "meter")
    @WsChannel(value = "meter", broadcasts = {WsChange.CREATED, WsChange.UPDATED}, projection = Meter.View.class)
    public static class Meter {

        @Id
        public long id = 1;
        public int reading;

        @jakarta.persistence.Version
        public int version;

        static boolean canSubscribeTo(WsCredentials who) {
            return true;
        }

        record View(int reading) {
            View(Meter meter) {
                this(meter.reading);
            }
        }
    }

    @WsAuthenticator("person")
    public static class Person {
        static WsCredentials authWS4RedisConnection(WsAuthRequest request) {
            return WsCredentials.of("person", request.token());
        }
    }
}
