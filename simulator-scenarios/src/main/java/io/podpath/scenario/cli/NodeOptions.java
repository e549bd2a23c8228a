package io.podpath.scenario.cli;

import io.podpath.scenario.load.NodeFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name the dumps of a real node, in place of a scenario. */
final class NodeOptions {

    @Option(
            names = "--iptables-save",
            paramLabel = "FILE",
            description = "the rules of a real node, in place of a scenario")
    @Nullable
    String rules;

    @Option(names = "--routes", paramLabel = "FILE", description = "its routes: ip route show [table all]")
    @Nullable
    String routes;

    @Option(names = "--addresses", paramLabel = "FILE", description = "its interfaces: ip addr show")
    @Nullable
    String addresses;

    @Option(names = "--ipset", paramLabel = "FILE", description = "its sets: ipset save")
    @Nullable
    String sets;

    @Option(names = "--sysctl", paramLabel = "FILE", description = "its settings: sysctl -a. Default: an AKS node's")
    @Nullable
    String sysctls;

    @Option(names = "--rules", paramLabel = "FILE", description = "its routing rules: ip rule")
    @Nullable
    String policy;

    @Option(
            names = "--in",
            paramLabel = "NAME",
            description = "the interface the packet comes in on, or local. Default: where the way back leads")
    @Nullable
    String in;

    @Option(names = "--mark", paramLabel = "BITS", description = "the mark of a packet the node sends itself: 0x4000")
    @Nullable
    String mark;

    @Option(names = "--steps", description = "every step, as -o wide does")
    boolean steps;

    boolean isGiven() {
        return rules != null;
    }

    /** The name of an option that makes no sense with a scenario, or nothing. */
    @Nullable
    String findFirst() {
        if (routes != null) {
            return "--routes";
        }
        if (addresses != null) {
            return "--addresses";
        }
        if (sets != null) {
            return "--ipset";
        }
        return in != null ? "--in" : mark != null ? "--mark" : null;
    }

    NodeFiles files() {
        return new NodeFiles(String.valueOf(rules), String.valueOf(routes), addresses, sets, sysctls, policy);
    }
}
