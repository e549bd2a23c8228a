package io.podpath.ipvs;

import io.podpath.model.Protocol;

/**
 * Virtual servers as ipvsadm prints them.
 *
 * <p><i>Source:</i> ipvsadm(8), options {@code -S -n} and {@code -R}.
 */
public final class IpvsText {

    private IpvsText() {}

    /** The text of {@code ipvsadm -S -n}, which {@code ipvsadm -R} reads. */
    public static String save(IpvsConfig config) {
        StringBuilder text = new StringBuilder();
        for (VirtualServer server : config.listVirtualServers()) {
            String service = option(server.protocol()) + " " + server.address();
            text.append("-A ")
                    .append(service)
                    .append(" -s ")
                    .append(server.scheduler().label());
            if (server.isPersistent()) {
                text.append(" -p ").append(server.persistenceSeconds());
            }
            text.append('\n');
            for (RealServer real : server.realServers()) {
                text.append("-a ").append(service);
                text.append(" -r ").append(real.address()).append(" -m -w ").append(real.weight());
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String option(Protocol protocol) {
        return switch (protocol) {
            case TCP -> "-t";
            case UDP -> "-u";
            default -> "--sctp-service";
        };
    }
}
