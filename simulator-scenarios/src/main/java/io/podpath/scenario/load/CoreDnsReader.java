package io.podpath.scenario.load;

import io.podpath.cluster.CoreDnsCustom;
import io.podpath.cluster.CoreDnsCustom.ServerBlock;
import io.podpath.cluster.CoreDnsPlugin;
import io.podpath.scenario.load.CorefileParser.BadCorefile;
import io.podpath.scenario.load.CorefileParser.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the ConfigMap coredns-custom: keys that end in {@code .server} hold server blocks, those in {@code .override}
 * plugins for AKS's own block.
 *
 * <p><i>Source:</i> Azure docs, Customize CoreDNS; fact DNS-COREDNS-COREFILE.
 */
final class CoreDnsReader {

    private static final String DNS_PORT = "53";

    private final Fields data;
    private final String key;

    private CoreDnsReader(Fields data, String key) {
        this.data = data;
        this.key = key;
    }

    /** What the ConfigMap adds, if it is the one that CoreDNS imports. */
    static Optional<CoreDnsCustom> read(KubeObject object) {
        if (!object.name().equals(CoreDnsCustom.NAME)) {
            return Optional.empty();
        }
        Fields data = object.fields().child("data");
        List<ServerBlock> servers = new ArrayList<>();
        List<CoreDnsPlugin> overrides = new ArrayList<>();
        for (MappingNode.Field field : data.node().listFields()) {
            CoreDnsReader reader = new CoreDnsReader(data, field.name());
            List<Directive> directives = reader.parse(data.text(field.name(), ""));
            if (field.name().endsWith(".server")) {
                directives.forEach(directive -> reader.server(directive).ifPresent(servers::add));
            } else if (field.name().endsWith(".override")) {
                directives.forEach(directive -> reader.override(directive).ifPresent(overrides::add));
            } else {
                reader.warn("CoreDNS imports keys that end in .server or .override; this one does nothing");
            }
        }
        return Optional.of(new CoreDnsCustom(servers, overrides));
    }

    private void warn(String message) {
        data.problems().warning(data.at(key), message);
    }

    private List<Directive> parse(String text) {
        try {
            return CorefileParser.parse(text);
        } catch (BadCorefile e) {
            data.error(key, "CoreDNS cannot read this: " + e.getMessage());
            return List.of();
        }
    }

    private Optional<ServerBlock> server(Directive directive) {
        List<String> zones = new ArrayList<>();
        for (String word : directive.words()) {
            for (String address : word.split(",", -1)) {
                zone(address, directive.line()).ifPresent(zones::add);
            }
        }
        List<CoreDnsPlugin> plugins = plugins(directive.block());
        return zones.isEmpty() ? Optional.empty() : Optional.of(new ServerBlock(key, zones, plugins));
    }

    /** A zone with its port; a block that listens elsewhere is never asked, since the Service leads to port 53. */
    private Optional<String> zone(String address, int line) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int colon = address.lastIndexOf(':');
        boolean isPlain = !address.contains("://")
                && (colon < 0 || address.substring(colon + 1).equals(DNS_PORT));
        if (!isPlain) {
            warn("line " + line + ": " + address + " does not listen on port 53, so no pod asks it");
            return Optional.empty();
        }
        return Optional.of(name(colon < 0 ? address : address.substring(0, colon)));
    }

    private Optional<CoreDnsPlugin> override(Directive directive) {
        Optional<CoreDnsPlugin> plugin = CoreDnsPluginReader.read(directive);
        if (plugin.filter(read -> read instanceof CoreDnsPlugin.Forward).isPresent()) {
            warn("line " + directive.line() + ": AKS's block forwards every name before it comes to this line; "
                    + "a zone of its own needs a key that ends in .server");
        }
        plugin.ifPresent(read -> noteUnread(read, directive));
        return plugin;
    }

    private List<CoreDnsPlugin> plugins(List<Directive> directives) {
        List<CoreDnsPlugin> plugins = new ArrayList<>();
        for (Directive directive : directives) {
            CoreDnsPluginReader.read(directive).ifPresent(plugin -> {
                noteUnread(plugin, directive);
                plugins.add(plugin);
            });
        }
        return plugins;
    }

    private void noteUnread(CoreDnsPlugin plugin, Directive directive) {
        if (plugin instanceof CoreDnsPlugin.Unread unread) {
            warn("line " + directive.line() + ": " + unread.name() + " " + unread.why()
                    + ", so names of this block are not decided");
        }
    }

    /** A name as plugins compare it. */
    static String name(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
