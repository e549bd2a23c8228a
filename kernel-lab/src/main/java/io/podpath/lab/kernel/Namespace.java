package io.podpath.lab.kernel;

import io.podpath.lab.trace.Chronicle;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.RuleIndex;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace of this machine with an {@link io.podpath.lab.agent.Agent} in it and the kernel's packet tracer
 * on.
 *
 * <p>Every packet that arrives or is sent is traced through all rules of iptables (nf_tables) and nftables, because a
 * table of ours sets {@code meta nftrace} before anything else; its empty chains at the end of INPUT and POSTROUTING
 * show how the packet left. What IPv6 says about neighbours, routers and multicast groups is no packet of a conversation
 * and is not traced, as ARP is not.
 *
 * <p><i>Source:</i> nft(8), "meta nftrace" and "monitor trace"; RFC 4861 section 4 and RFC 3810 section 5 (ICMPv6 types).
 */
public final class Namespace {

    private static final String WATCH = """
            table inet %1$s {
              chain arrive {
                type filter hook prerouting priority -400
                icmpv6 type { 130-137, 143 } accept
                meta nftrace set 1
              }
              chain send {
                type filter hook output priority -400
                icmpv6 type { 130-137, 143 } accept
                meta nftrace set 1
                ip daddr 127.0.0.1 udp sport %2$d drop
              }
              chain deliver { type filter hook input priority 400; }
              chain leave { type filter hook postrouting priority 400; }
            }
            """.formatted(Chronicle.WATCH_TABLE, TraceMonitor.SENTINEL_PORT);

    private static final String FORGET = """
            conntrack -F -f ipv4 2>&1 && conntrack -F -f ipv6 2>&1 || exit 1
            for list in /proc/net/xt_recent/*; do
              if [ -e "$list" ]; then echo / > "$list"; fi
            done
            for family in ip ip6; do
              nft list sets $family |
                awk '$1 == "table" {t = $2 " " $3} $1 == "set" {s = $2} /dynamic/ {print "flush set", t, s}' |
                nft -f -
            done
            """;

    /** Without a family, older versions of the tool speak of IPv4 alone. */
    private static final String CONNECTIONS = """
            conntrack -L -f ipv4 && conntrack -L -f ipv6
            """;

    private static final int PAUSE_MILLIS = 4;

    private final String name;
    private RuleIndex rules = RuleIndex.EMPTY;
    private final AgentProcess agent;
    private @Nullable TraceMonitor monitor;

    Namespace(String name) {
        this.name = name;
        Command.of("nft", "-f", "-").reading(WATCH).inside(name).run();
        this.agent = new AgentProcess(name);
    }

    /** What {@code ip netns} calls it. */
    public String name() {
        return name;
    }

    /** Runs a command inside. */
    public String run(Command command) {
        return command.inside(name).run();
    }

    /** Runs lines of {@code ip} inside, all or nothing; for lines that name an address, or none. */
    public void ip(List<String> lines) {
        Command.of("ip", "-n", name, "-batch", "-").reading(text(lines)).run();
    }

    /** Runs lines of {@code ip -4} or {@code ip -6} inside: those where {@code default} does not tell the family. */
    public void ip(IpFamily family, List<String> lines) {
        String option = family == IpFamily.IPV4 ? "-4" : "-6";
        Command.of("ip", option, "-n", name, "-batch", "-").reading(text(lines)).run();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /** Sets kernel settings, such as {@code net.ipv4.ip_forward}; those this kernel lacks are an error. */
    public void sysctls(Map<String, String> values) {
        run(Command.settings(values));
    }

    /** Loads rules as {@code iptables-save} or {@code ip6tables-save} prints them, over all there are of the family. */
    public void restoreIptables(IpFamily family, String rulesText) {
        String tool = family == IpFamily.IPV4 ? "iptables-restore" : "ip6tables-restore";
        run(Command.of(tool).reading(rulesText));
        indexRules();
    }

    /** Loads rules in nftables' own language. */
    public void loadNftables(String rulesText) {
        run(Command.of("nft", "-f", "-").reading(rulesText));
        indexRules();
    }

    /** Learns the handles of all rules; of rules that are newer than itself, the tracer prints nothing else. */
    private void indexRules() {
        drain();
        rules = RuleIndex.parse(run(Command.of("nft", "-a", "list", "ruleset")));
    }

    /** Tells the agent to do something and gives its answer. */
    public String tell(String command) {
        watching();
        return agent.tell(command);
    }

    /** Everything the tracer has seen since it was last asked, complete up to now, sentinels left out. */
    public List<KernelTraversal> drain() {
        List<String> lines = new ArrayList<>(nextLines());
        List<KernelTraversal> traversals = read(lines);
        if (!traversals.stream().allMatch(KernelTraversal::isComplete)) {
            // Another processor may still be at work on it.
            pause();
            lines.addAll(nextLines());
            traversals = read(lines);
        }
        return traversals;
    }

    private List<KernelTraversal> read(List<String> lines) {
        return Chronicle.read(lines, rules).stream()
                .filter(traversal -> traversal.first().tuple().source().port() != TraceMonitor.SENTINEL_PORT)
                .toList();
    }

    /** The tracer. It starts late, because nft prints just the number of an interface that is younger than itself. */
    private TraceMonitor watching() {
        if (monitor == null) {
            monitor = new TraceMonitor(name);
            monitor.drain(() -> agent.tell("sentinel " + TraceMonitor.SENTINEL_PORT));
        }
        return monitor;
    }

    private List<String> nextLines() {
        return watching().drain(() -> agent.tell("sentinel " + TraceMonitor.SENTINEL_PORT));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connections of both families tracked now, as {@code conntrack -L} prints them. */
    public List<ConntrackLine> connections() {
        return ConntrackLine.parse(run(Command.of("sh", "-s").reading(CONNECTIONS)));
    }

    /** Forgets all connections, and whom the lists of {@code -m recent} and the dynamic sets of nftables have seen. */
    public void forgetConnections() {
        run(Command.of("sh", "-s").reading(FORGET));
    }

    void close() {
        agent.close();
        if (monitor != null) {
            monitor.close();
        }
    }
}
