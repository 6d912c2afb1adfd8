package io.receivables.local.api;

import io.receivables.local.system.ServiceName;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** The five services as one caller of one tenant sees them. */
public final class TenantApi {

    private final Map<ServiceName, Api> apis = new EnumMap<>(ServiceName.class);

    public TenantApi(Function<ServiceName, String> baseUrls, String token) {
        for (ServiceName service : ServiceName.values()) {
            apis.put(service, new Api(baseUrls.apply(service), token));
        }
    }

    public Api of(ServiceName service) {
        return apis.get(service);
    }

    public Api customer() {
        return of(ServiceName.CUSTOMER);
    }

    public Api invoicing() {
        return of(ServiceName.INVOICING);
    }

    public Api payment() {
        return of(ServiceName.PAYMENT);
    }

    public Api dunning() {
        return of(ServiceName.DUNNING);
    }

    public Api reporting() {
        return of(ServiceName.REPORTING);
    }
}
