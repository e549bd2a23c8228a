package io.podpath.cluster;

import java.util.List;

/**
 * The ConfigMap kube-system/coredns-custom: what AKS's Corefile imports.
 *
 * <pre>
 * .:53 {
 *     ...
 *     import custom/*.override     plugins for the default server block
 * }
 * import custom/*.server           server blocks of their own
 * </pre>
 *
 * <p><i>Source:</i> Azure docs, Customize CoreDNS; fact DNS-COREDNS-COREFILE.
 *
 * @param servers the server blocks, in order
 * @param overrides the plugins that are added to the default block, in order
 */
public record CoreDnsCustom(List<ServerBlock> servers, List<CoreDnsPlugin> overrides) {

    /** The ConfigMap. */
    public static final NamespacedName NAME = new NamespacedName("kube-system", "coredns-custom");

    /** Nothing added. */
    public static final CoreDnsCustom NONE = new CoreDnsCustom(List.of(), List.of());

    public CoreDnsCustom {
        servers = List.copyOf(servers);
        overrides = List.copyOf(overrides);
    }

    /**
     * A block of plugins for some zones; the longest zone that fits a name decides which block has it.
     *
     * @param key the key of the ConfigMap it stands under
     * @param zones the zones, in lower case and without the last dot; the root is empty
     * @param plugins its plugins, as written
     */
    public record ServerBlock(String key, List<String> zones, List<CoreDnsPlugin> plugins) {

        public ServerBlock {
            zones = List.copyOf(zones);
            plugins = List.copyOf(plugins);
        }
    }
}
