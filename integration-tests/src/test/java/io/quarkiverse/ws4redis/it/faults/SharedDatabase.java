package io.quarkiverse.ws4redis.it.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

import org.h2.tools.Server;

/** A database that several nodes share, and that outlives them. */
final class SharedDatabase implements AutoCloseable {

    private final Server server;
    private final String url;

    SharedDatabase() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:shared;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";
    }

    /** {@return what a node has to be told of it; it adds the tables that there are not} */
    String[] options() {
        return new String[]{"-Dquarkus.datasource.jdbc.url=" + url,
                "-Dquarkus.hibernate-orm.schema-management.strategy=update"};
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@return the rows of two numbers each, the first of which is a key} */
    Map<Long, Long> query(String sql) throws SQLException {
        Map<Long, Long> rows = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.put(result.getLong(1), result.getLong(2));
            }
        }
        return rows;
    }

    @Override
    public void close() {
        server.stop();
    }
}
