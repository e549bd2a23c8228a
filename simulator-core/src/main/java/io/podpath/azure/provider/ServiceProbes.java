package io.podpath.azure.provider;

import io.podpath.azure.provider.LoadBalancedService.Port;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.HealthProbe.Kind;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The health probes that the provider writes for a Service.
 *
 * <pre>
 * annotation port_N_no_probe_rule        no probe
 * externalTrafficPolicy Local            one HTTP /healthz at healthCheckNodePort, unless port_N_health-probe_port
 * policy Cluster, shared mode            one HTTP /healthz of the relay beside kube-proxy
 * policy Cluster, UDP or SCTP            no probe
 * policy Cluster, TCP                    port N's node port; TCP, or HTTP(S) by port_N_health-probe_protocol, else
 *                                        appProtocol, else the annotation for all ports
 * </pre>
 *
 * <p>A Service with a private link service and PROXY protocol has no {@code healthCheckNodePort} probe, since the header
 * would break it.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/azure_loadbalancer_healthprobe.go}, {@code
 * azure_loadbalancer.go} getExpectedLBRules; Azure docs, Shared health probes for externalTrafficPolicy Cluster.
 */
public final class ServiceProbes {

    /** Where the relay of the shared mode listens on nodes. */
    public static final int SHARED_PORT = 10_356;

    private static final String SHARED_NAME = "cluster-service-shared-health-probe";
    private static final String HEALTHZ = "/healthz";
    private static final int LEAST_THRESHOLD = 2;

    private final Map<String, String> annotations;
    private final List<Port> ports;
    private final int localHealthPort;
    private final Mode mode;

    /** {@code --cluster-service-load-balancer-health-probe-mode}. */
    public enum Mode {
        /** A probe for each port of each Service. */
        SERVICE_NODE_PORT("ServiceNodePort"),
        /** One probe for all Services of policy Cluster (preview). */
        SHARED("Shared");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        /** AKS's spelling. */
        public String text() {
            return text;
        }
    }

    /**
     * The probes of a Service.
     *
     * @param annotations its annotations
     * @param ports its ports
     * @param localHealthPort its {@code healthCheckNodePort} with policy Local, or 0 for policy Cluster
     * @param mode how Services of policy Cluster are probed
     */
    public ServiceProbes(Map<String, String> annotations, List<Port> ports, int localHealthPort, Mode mode) {
        this.annotations = Map.copyOf(annotations);
        this.ports = List.copyOf(ports);
        this.localHealthPort = localHealthPort;
        this.mode = mode;
    }

    /** Whether a port has a rule at all. */
    public boolean hasRule(Port port) {
        return !isTrue(ServiceAnnotation.forPort(port.port(), "no_lb_rule"));
    }

    /**
     * The probe of a port.
     *
     * @throws IllegalArgumentException if the provider refuses what the annotations say
     */
    public Optional<HealthProbe> find(Port port, String ruleName) {
        if (isTrue(ServiceAnnotation.forPort(port.port(), "no_probe_rule"))) {
            return Optional.empty();
        }
        boolean isShared = mode == Mode.SHARED && localHealthPort == 0;
        Optional<HealthProbe> ofNode = isShared ? Optional.of(shared()) : local();
        boolean isOverridden = probePort(port).isPresent();
        if (isShared || port.protocol() != Protocol.TCP || (ofNode.isPresent() && !isOverridden)) {
            return ofNode;
        }
        return Optional.of(ofPort(port, ruleName));
    }

    /**
     * The probe of a rule for all ports: that of the node, else that of the first port that has one.
     *
     * @throws IllegalArgumentException if the provider refuses what the annotations say
     */
    public Optional<HealthProbe> findForAllPorts(String ruleName) {
        Optional<HealthProbe> ofNode = mode == Mode.SHARED && localHealthPort == 0 ? Optional.of(shared()) : local();
        return ofNode.or(() -> ports.stream()
                .filter(port -> port.protocol() == Protocol.TCP)
                .findFirst()
                .map(port -> ofPort(port, ruleName)));
    }

    private static HealthProbe shared() {
        return HealthProbe.http(SHARED_NAME, SHARED_PORT, HEALTHZ);
    }

    private Optional<HealthProbe> local() {
        boolean hasHeader = ServiceAnnotation.PLS_CREATE.isTrueIn(annotations)
                && ServiceAnnotation.PLS_PROXY_PROTOCOL.isTrueIn(annotations);
        if (localHealthPort == 0 || hasHeader) {
            return Optional.empty();
        }
        return Optional.of(
                timed(HealthProbe.http("healthz-" + localHealthPort, localHealthPort, HEALTHZ), localHealthPort));
    }

    private HealthProbe ofPort(Port port, String name) {
        Kind kind = kind(port);
        String path = kind == Kind.TCP
                ? ""
                : findForPort(port.port(), "request-path")
                        .or(() -> ServiceAnnotation.PROBE_REQUEST_PATH.findIn(annotations))
                        .orElse("/");
        int number = probePort(port).orElse(port.nodePort());
        HealthProbe probe = new HealthProbe(
                name, kind, number, path, HealthProbe.LEAST_INTERVAL_SECONDS, HealthProbe.DEFAULT_THRESHOLD);
        return timed(probe, port.port());
    }

    /** The port an annotation names: by name or number of a Service port its node port, else the number itself. */
    private Optional<Integer> probePort(Port port) {
        return findForPort(port.port(), "port")
                .map(text -> ports.stream()
                        .filter(one -> one.name().equalsIgnoreCase(text)
                                || String.valueOf(one.port()).equals(text))
                        .findFirst()
                        .map(Port::nodePort)
                        .orElseGet(() -> number(text, ServiceAnnotation.forPort(port.port(), "health-probe_port"), 0)));
    }

    private Kind kind(Port port) {
        String wanted = findForPort(port.port(), "protocol")
                .or(() -> Optional.of(port.appProtocol()).filter(text -> !text.isEmpty()))
                .or(() -> ServiceAnnotation.PROBE_PROTOCOL.findIn(annotations))
                .orElse("");
        for (Kind kind : Kind.values()) {
            if (kind.spelling().equalsIgnoreCase(wanted.strip())) {
                return kind;
            }
        }
        return Kind.TCP;
    }

    private HealthProbe timed(HealthProbe probe, int port) {
        int interval = timing(
                port,
                "interval",
                ServiceAnnotation.PROBE_INTERVAL,
                HealthProbe.LEAST_INTERVAL_SECONDS,
                HealthProbe.LEAST_INTERVAL_SECONDS);
        int threshold = timing(
                port,
                "num-of-probe",
                ServiceAnnotation.PROBE_NUM_OF_PROBE,
                LEAST_THRESHOLD,
                HealthProbe.DEFAULT_THRESHOLD);
        if (interval * threshold >= HealthProbe.MOST_SECONDS) {
            throw new IllegalArgumentException("a probe every " + interval + " seconds and " + threshold
                    + " failures together must stay below 120 seconds");
        }
        return probe.every(interval, threshold);
    }

    private int timing(int port, String what, ServiceAnnotation ofAllPorts, int least, int absent) {
        String key = ServiceAnnotation.forPort(port, "health-probe_" + what);
        Optional<String> text = findForPort(port, what);
        return text.map(found -> number(found, key, least))
                .or(() -> ofAllPorts.findIn(annotations).map(found -> number(found, ofAllPorts.key(), least)))
                .orElse(absent);
    }

    static int number(String text, String key, int least) {
        try {
            int number = Integer.parseInt(text);
            if (number < least || number > TransportAddress.MAX_PORT) {
                throw new IllegalArgumentException(key + " is " + text + ", at least " + least + " is needed");
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(key + " is '" + text + "', not a whole number", notANumber);
        }
    }

    private Optional<String> findForPort(int port, String what) {
        return Optional.ofNullable(annotations.get(ServiceAnnotation.forPort(port, "health-probe_" + what)))
                .map(String::strip);
    }

    private boolean isTrue(String key) {
        return "true".equalsIgnoreCase(annotations.get(key));
    }
}
