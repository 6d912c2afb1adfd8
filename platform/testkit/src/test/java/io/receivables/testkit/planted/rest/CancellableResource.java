package io.receivables.testkit.planted.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/cancellable")
public class CancellableResource {

    @GET
    @PermitAll
    public String get() {
        return "";
    }
}
