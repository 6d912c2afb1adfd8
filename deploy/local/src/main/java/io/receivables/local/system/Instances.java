package io.receivables.local.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** Instances of services beside the usual ones, each on a free port of its own. */
public final class Instances {

    private static final Duration STOP = Duration.ofSeconds(40);

    private final Settings settings;
    private final Progress progress;
    private final BiFunction<ServiceName, Settings, JavaProcess> processes;
    private final List<Instance> all = new CopyOnWriteArrayList<>();

    private record Instance(ServiceName service, JavaProcess process, Ports ports) {}

    Instances(Settings settings, Progress progress, BiFunction<ServiceName, Settings, JavaProcess> processes) {
        this.settings = settings;
        this.progress = progress;
        this.processes = processes;
    }

    /** Starts one more instance of a service and returns when it is ready. */
    public void start(ServiceName service) {
        Settings place = settings.withPorts(settings.ports().withFree(service));
        Instance instance = new Instance(service, processes.apply(service, place), place.ports());
        all.add(instance);
        start(instance);
    }

    private void start(Instance instance) {
        instance.process().start();
        Readiness.await(Map.of(instance.service(), instance.process()), instance.ports(), progress);
    }

    /** Ends the further instances of a service in order and starts them again, one by one. */
    public void restart(ServiceName service) {
        for (Instance instance : of(service)) {
            end(instance);
            start(instance);
        }
    }

    /** Ends the further instances of a service in order, for good. */
    public void stop(ServiceName service) {
        for (Instance instance : of(service)) {
            all.remove(instance);
            end(instance);
        }
    }

    private static void end(Instance instance) {
        instance.process().requestStop();
        instance.process().awaitStop(STOP);
    }

    private List<Instance> of(ServiceName service) {
        return all.stream().filter(instance -> instance.service() == service).toList();
    }

    /** Where a service can be called: at the usual instance and at the further ones. */
    public List<String> baseUrls(ServiceName service) {
        List<String> urls = new ArrayList<>();
        urls.add(settings.ports().baseUrl(service));
        of(service).forEach(instance -> urls.add(instance.ports().baseUrl(service)));
        return urls;
    }

    /** The processes of the further instances of a service. */
    public List<JavaProcess> processes(ServiceName service) {
        return of(service).stream().map(Instance::process).toList();
    }

    /** Ports at which a service can be called: that of the usual instance, then those of the further ones. */
    public List<Integer> ports(ServiceName service) {
        List<Integer> ports = new ArrayList<>();
        ports.add(settings.ports().of(service));
        of(service).forEach(instance -> ports.add(instance.ports().of(service)));
        return ports;
    }

    List<JavaProcess> processes() {
        return all.stream().map(Instance::process).toList();
    }
}
