package io.podpath;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names one end of a probe: {@code pod/shop/client}, {@code service/shop/web:80}, {@code vm/erp:1433}.
 *
 * @param kind what kind of thing
 * @param namespace the namespace, empty for things that have none
 * @param name the name; for {@link Kind#IP} the address
 * @param port the port, a number or a name; none for a source or for ICMP
 */
public record EndpointReference(
        Kind kind, String namespace, String name, @Nullable String port) {

    /** The port, if one is named. */
    public Optional<String> findPort() {
        return Optional.ofNullable(port);
    }

    /** The same end with this port, unless it names one. */
    public EndpointReference withDefaultPort(int number) {
        return port == null ? new EndpointReference(kind, namespace, name, Integer.toString(number)) : this;
    }

    /** What an end of a probe can be. */
    public enum Kind {
        /** A pod. */
        POD,
        /** Any pod of a Deployment; the first by name is taken. */
        DEPLOYMENT,
        /** Any pod of a ReplicaSet. */
        REPLICASET,
        /** Any pod of a StatefulSet. */
        STATEFULSET,
        /** Any pod of a DaemonSet. */
        DAEMONSET,
        /** Any pod of a Job. */
        JOB,
        /** Any pod of a CronJob. */
        CRONJOB,
        /** The cluster IP of a Service; from outside the cluster its load balancer frontend. */
        SERVICE,
        /** The load balancer frontend of a Service, also from inside the cluster. */
        FRONTEND,
        /** The address of a node; as a source, a process on the node. */
        NODE,
        /** A machine in a virtual network. */
        VM,
        /** A machine in a network outside Azure. */
        ONPREM,
        /** The service behind a private endpoint; it opens no connections. */
        PRIVATE_ENDPOINT,
        /** A frontend of an application gateway: the public one from the internet, else the private one if it has one. */
        APPGW,
        /** A bare address. */
        IP,
        /** A DNS name, which is not resolved yet. */
        FQDN,
        /** A host on the internet. */
        INTERNET;

        /** The spelling in scenarios. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** True for objects that live in a namespace. */
        public boolean isNamespaced() {
            return switch (this) {
                case NODE, VM, ONPREM, PRIVATE_ENDPOINT, APPGW, IP, FQDN, INTERNET -> false;
                case POD, DEPLOYMENT, REPLICASET, STATEFULSET, DAEMONSET, JOB, CRONJOB, SERVICE, FRONTEND -> true;
            };
        }
    }

    @Override
    public String toString() {
        return kind.label() + "/" + (namespace.isEmpty() ? "" : namespace + "/") + name
                + (port == null ? "" : ":" + port);
    }
}
