package io.quarkiverse.ws4redis.it;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Lets the tests break the database. */
@Path("/database")
@Singleton
public class DatabaseSwitch {

    private final DataSource dataSource;
    private final List<Connection> taken = new ArrayList<>();

    DatabaseSwitch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Takes so many connections out of the pool and keeps them. */
    @POST
    @Path("/take")
    public synchronized void take(@QueryParam("connections") int connections) throws SQLException {
        for (int i = 0; i < connections; i++) {
            taken.add(dataSource.getConnection());
        }
    }

    /** Gives back what was taken. */
    @POST
    @Path("/give")
    public synchronized void give() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
        taken.clear();
    }

    /** A table is gone, as after a migration that went wrong. */
    @POST
    @Path("/drop")
    public void drop(@QueryParam("table") String table) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("drop table " + table + " cascade");
        }
    }
}
