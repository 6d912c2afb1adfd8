package io.receivables.chassis.auth;

/** The roles a token's {@code groups} claim can carry. */
public final class Roles {
    public static final String FINANCE = "finance";
    public static final String SALES = "sales";
    public static final String DELIVERY = "delivery";
    public static final String COLLECTOR = "collector";
    public static final String MANAGER = "manager";
    public static final String ANALYST = "analyst";
    public static final String ADMIN = "admin";

    private Roles() {}
}
