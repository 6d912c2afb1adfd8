package io.receivables.testkit.planted.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/open")
@Cancellable(false)
public class OpenResource {

    @GET
    public String get() {
        return "";
    }
}
