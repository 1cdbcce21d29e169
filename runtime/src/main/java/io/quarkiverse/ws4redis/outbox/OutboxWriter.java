package io.quarkiverse.ws4redis.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;

import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.DatabaseFailures;
import io.quarkiverse.ws4redis.session.Outboxed;
import io.quarkiverse.ws4redis.session.TopicMessage;
import io.quarkiverse.ws4redis.session.TopicRecheck;

/**
 * Adds messages to the table, by JDBC: when a transaction is about to end, Hibernate opens no session in it any more. Names come
 * from Hibernate's model, which knows the application's schema and naming strategy. Thread-safe; blocks.
 */
@Singleton
public final class OutboxWriter {

    private static final List<String> ATTRIBUTES = List.of("topic", "message", "onceKey", "createdAt", "dueAt", "attempts");

    private final SessionFactoryImplementor sessions;
    private final String sql;
    private final Duration overdue;

    @Inject
    OutboxWriter(SessionFactory sessions, Ws4RedisConfig config) {
        this.sessions = sessions.unwrap(SessionFactoryImplementor.class);
        this.sql = insert(this.sessions);
        this.overdue = config.outbox().overdue();
    }

    /** Adds messages in the current transaction, in order. */
    void write(List<? extends Outboxed> messages) {
        ConnectionProvider connections = sessions.getServiceRegistry().requireService(ConnectionProvider.class);
        try {
            Connection connection = connections.getConnection();
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                add(messages, insert);
            } finally {
                connections.closeConnection(connection);
            }
        } catch (SQLException e) {
            // It goes up to the application, and on the way into the log of the transaction manager.
            throw new HibernateException("Messages cannot be written to the outbox", DatabaseFailures.withoutValues(e));
        }
    }

    private void add(List<? extends Outboxed> messages, PreparedStatement insert) throws SQLException {
        long now = System.currentTimeMillis();
        for (Outboxed message : messages) {
            insert.setString(1, OutboxRow.topicOf(message));
            if (message instanceof TopicRecheck recheck) {
                insert.setString(2, Control.encode(recheck.message()));
                insert.setString(3, OutboxRow.RECHECK);
            } else {
                insert.setString(2, ((TopicMessage) message).json());
                insert.setString(3, UUID.randomUUID().toString());
            }
            insert.setLong(4, now);
            insert.setLong(5, now + overdue.toMillis());
            insert.setInt(6, 0);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private static String insert(SessionFactoryImplementor sessions) {
        EntityPersister rows = sessions.getMappingMetamodel().getEntityDescriptor(OutboxRow.class);
        String columns = ATTRIBUTES.stream().map(name -> rows.findAttributeMapping(name).asBasicValuedModelPart())
                .map(column -> column.getSelectionExpression()).collect(Collectors.joining(", "));
        String values = Stream.generate(() -> "?").limit(ATTRIBUTES.size()).collect(Collectors.joining(", "));
        return "insert into " + rows.getIdentifierTableDetails().getTableName() + " (" + columns + ") values (" + values + ")";
    }
}
