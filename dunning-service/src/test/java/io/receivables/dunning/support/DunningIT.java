package io.receivables.dunning.support;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.receivables.testkit.ReceivablesTestResource;

/** The one set of resources of all integration tests of this module, so that the application starts once. */
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = {
            @ResourceArg(name = "service", value = "dunning"),
            @ResourceArg(name = "pausable", value = "open-items")
        })
@QuarkusTestResource(MailServerResource.class)
public abstract class DunningIT {}
