package io.receivables.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * The database of one service and its two roles: the owner runs the migrations, the application may only read and write rows. The
 * application is neither owner nor superuser and cannot bypass row level security, so the second wall between tenants is real.
 */
public record ServiceDatabase(String service, String host, int port) {

    public String ownerUser() {
        return service + "_owner";
    }

    public String ownerPassword() {
        return service + "_owner";
    }

    public String appUser() {
        return service + "_app";
    }

    public String appPassword() {
        return service + "_app";
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + service;
    }

    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + service;
    }

    /** Connects as the application role: what the service itself may do. */
    public Connection connectAsApp() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), appUser(), appPassword());
    }

    /** Connects as the owner role: what a migration may do. */
    public Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), ownerUser(), ownerPassword());
    }

    /** Connects as whoever runs the server: for tests that look below the services or make rows that no service would. */
    public Connection connectAsSuperUser() throws SQLException {
        return connect(jdbcUrl(), PostgresServer.SUPERUSER, PostgresServer.SUPERUSER);
    }

    /** Creates roles, database and default privileges where they are missing; repeating it changes nothing. */
    static ServiceDatabase create(String service, String host, int port, String superUser, String superPassword) {
        if (!service.matches("[a-z][a-z0-9_]{0,30}")) {
            throw new IllegalArgumentException("Not a service name: " + service);
        }
        ServiceDatabase database = new ServiceDatabase(service, host, port);
        String server = "jdbc:postgresql://" + host + ":" + port + "/";
        try {
            try (Connection admin = connect(server + "postgres", superUser, superPassword)) {
                database.createRole(admin, database.ownerUser(), database.ownerPassword());
                database.createRole(admin, database.appUser(), database.appPassword());
                database.createDatabase(admin);
            }
            try (Connection admin = connect(server + service, superUser, superPassword);
                    Statement statement = admin.createStatement()) {
                for (String grant : database.grants()) {
                    statement.execute(grant);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Database '" + service + "' could not be created: " + e.getMessage(), e);
        }
        return database;
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }

    private void createRole(Connection admin, String role, String password) throws SQLException {
        if (!exists(admin, "select 1 from pg_roles where rolname = '" + role + "'")) {
            execute(
                    admin,
                    "create role " + role
                            + " login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password '" + password
                            + "'");
        }
    }

    private void createDatabase(Connection admin) throws SQLException {
        if (!exists(admin, "select 1 from pg_database where datname = '" + service + "'")) {
            execute(admin, "create database " + service + " owner " + ownerUser());
        }
    }

    private List<String> grants() {
        String forObjectsOfOwner = "alter default privileges for role " + ownerUser() + " in schema public grant ";
        return List.of(
                "revoke all on database " + service + " from public",
                "grant connect, temporary on database " + service + " to " + appUser(),
                "grant usage on schema public to " + appUser(),
                forObjectsOfOwner + "select, insert, update, delete on tables to " + appUser(),
                forObjectsOfOwner + "usage, select on sequences to " + appUser(),
                forObjectsOfOwner + "execute on functions to " + appUser());
    }

    private static boolean exists(Connection admin, String query) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection admin, String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
