package io.podpath.dns;

import io.podpath.cluster.CoreDnsCustom;
import io.podpath.cluster.CoreDnsCustom.ServerBlock;
import io.podpath.cluster.CoreDnsPlugin;
import io.podpath.cluster.CoreDnsPlugin.Forward;
import io.podpath.cluster.CoreDnsPlugin.Kubernetes;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration AKS gives the CoreDNS pods.
 *
 * <pre>
 * rewrite > template > hosts > kubernetes > forward
 *           internal.cloudapp.net (7 labels or more), reddog.microsoft.com: NXDOMAIN
 *                              cluster.local: from the API
 *                                           everything else: the node's servers
 * </pre>
 *
 * <p><i>Source:</i> Azure docs, Customize CoreDNS; facts DNS-COREDNS-COREFILE, DNS-COREDNS-BOGUS-SUFFIXES.
 */
public final class CoreDns {

    private CoreDns() {}

    /** AKS's Corefile with these additions. */
    public static Corefile of(ClusterZone cluster, CoreDnsCustom custom) {
        // The import stands behind AKS's own forward and in front of its templates.
        List<CoreDnsPlugin> plugins = new ArrayList<>();
        plugins.add(new Kubernetes(List.of(ClusterZone.DOMAIN)));
        plugins.add(Forward.TO_NODE_SERVERS);
        plugins.addAll(custom.overrides());
        plugins.addAll(Corefile.REFUSALS_OF_AKS);
        List<ServerBlock> blocks = new ArrayList<>(custom.servers());
        blocks.add(new ServerBlock("AKS's default block", List.of(""), plugins));
        return new Corefile("CoreDNS", cluster, blocks);
    }
}
