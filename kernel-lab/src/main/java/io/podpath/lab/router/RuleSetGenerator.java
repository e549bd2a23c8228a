package io.podpath.lab.router;

import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes random rule sets that the kernel accepts: chains that jump forward only, targets where their table and hook
 * allow them, matches over the few addresses and ports of {@link LabHost}, so that rules and packets meet often.
 *
 * <p>Rules whose result depends on real time ({@code limit}, short {@code recent} lists) are left out: podpath's clock
 * is virtual.
 */
final class RuleSetGenerator {

    private static final int MAX_RULES_PER_CHAIN = 4;
    private static final List<String> CONNTRACK_STATES =
            List.of("NEW", "ESTABLISHED", "RELATED,ESTABLISHED", "INVALID", "DNAT", "SNAT", "UNTRACKED", "NEW,RELATED");

    private final IpFamily family;
    private final RuleWords words;
    private final Random random;
    private final List<RouterRule> rules = new ArrayList<>();
    private int nextChain;
    private int nextQuestion;

    RuleSetGenerator(IpFamily family, Random random) {
        this.family = family;
        this.words = RuleWords.of(family);
        this.random = random;
    }

    RouterRules next() {
        rules.clear();
        nextChain = 0;
        Map<String, String> policies = new HashMap<>();
        for (RouterTable table : RouterTable.values()) {
            for (String hook : table.hooks()) {
                if (oneIn(table == RouterTable.NAT || table == RouterTable.FILTER ? 1.3 : 4)) {
                    fill(table, hook, hook, 0);
                }
                if (table != RouterTable.NAT && oneIn(60)) {
                    policies.put(table.label() + " " + hook, "DROP");
                }
            }
        }
        return new RouterRules(family, rules, policies, words.sets());
    }

    /** Adds rules to a chain that is reached from this hook. */
    private void fill(RouterTable table, String hook, String chain, int depth) {
        int count = 1 + random.nextInt(MAX_RULES_PER_CHAIN);
        List<RouterRule> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String protocol = pick("", "", "tcp", "tcp", "udp", "udp", words.icmp());
            boolean except = !protocol.isEmpty() && oneIn(12);
            String match = matches(hook, except ? "! -p " + protocol + " " : "", except ? "" : protocol);
            String target;
            if (depth < 3 && oneIn(3.5)) {
                String callee = RouterTable.OWN_CHAIN + nextChain++;
                fill(table, hook, callee, depth + 1);
                target = (oneIn(5) ? "-g " : "-j ") + callee;
            } else {
                target = target(table, hook, except ? "" : protocol);
            }
            own.add(new RouterRule(table.label(), chain, (match + " " + target).strip()));
        }
        rules.addAll(own);
    }

    private String matches(String hook, String exceptProtocol, String protocol) {
        StringBuilder text = new StringBuilder();
        if (oneIn(3)) {
            text.append(not()).append("-s ").append(range()).append(' ');
        }
        if (oneIn(2)) {
            text.append(not()).append("-d ").append(range()).append(' ');
        }
        if (oneIn(6) && !hook.equals("OUTPUT") && !hook.equals("POSTROUTING")) {
            text.append(not())
                    .append("-i ")
                    .append(pick("c0", "s0", "lo", "c+"))
                    .append(' ');
        }
        if (oneIn(6) && !hook.equals("PREROUTING") && !hook.equals("INPUT")) {
            text.append(not())
                    .append("-o ")
                    .append(pick("c0", "s0", "lo", "s+"))
                    .append(' ');
        }
        text.append(exceptProtocol);
        if (!protocol.isEmpty()) {
            text.append("-p ").append(protocol).append(' ');
        }
        if (hasPorts(protocol) && oneIn(1.5)) {
            text.append(portMatch(protocol));
        }
        if (protocol.equals(words.icmp()) && oneIn(3)) {
            text.append(pick(words.icmpTypes())).append(' ');
        }
        if (oneIn(3)) {
            text.append(otherMatch());
        }
        return text.toString();
    }

    private String portMatch(String protocol) {
        return switch (random.nextInt(4)) {
            case 0 ->
                "-m " + protocol + " " + not() + "--sport " + pick("500", "1000:2000", "1024:65535", "40000") + " ";
            case 1 -> "-m multiport " + not() + "--dports " + pick("53,80", "80,8080:8090", "5000,53") + " ";
            default -> "-m " + protocol + " " + not() + "--dport " + pick("53", "80", "8080", "1:1024", "5000") + " ";
        };
    }

    private String otherMatch() {
        return switch (random.nextInt(9)) {
            case 0 -> "-m mark " + not() + "--mark " + pick("0x1", "0x4000/0x4000", "0x2/0x3") + " ";
            case 1, 2 -> "-m conntrack " + not() + "--ctstate " + CONNTRACK_STATES.get(random.nextInt(8)) + " ";
            case 3 -> "-m addrtype " + not() + pick("--dst-type", "--src-type") + " LOCAL ";
            case 4 ->
                "-m comment --comment q" + nextQuestion++ + " -m statistic --mode random --probability "
                        + pick("0.5", "0.25", "0.9") + " ";
            case 5 ->
                "-m recent " + pick("--set", "--rcheck", "--rcheck --seconds 3600") + " --name L" + pick("1", "2")
                        + " ";
            case 6 -> "-m connmark " + not() + "--mark " + pick("0x1", "0x2/0x2") + " ";
            case 7 ->
                "-m set " + not() + "--match-set "
                        + pick("S-ip src", "S-ip dst", "S-net src", "S-net dst", "S-ipport dst,dst", "S-ipport src,src")
                        + " ";
            default -> "-m comment --comment \"some words\" ";
        };
    }

    private String target(RouterTable table, String hook, String protocol) {
        if (oneIn(9)) {
            return "-j " + pick("ACCEPT", "RETURN");
        }
        return switch (table) {
            case RAW -> oneIn(4) ? "-j CT --notrack" : oneIn(8) ? "-j DROP" : mark();
            case MANGLE -> oneIn(12) ? "-j DROP" : oneIn(4) ? connmark() : mark();
            case NAT -> nat(hook, protocol);
            case FILTER -> filter(protocol);
        };
    }

    private String filter(String protocol) {
        if (protocol.equals("tcp") && oneIn(6)) {
            return "-j REJECT --reject-with tcp-reset";
        }
        return switch (random.nextInt(5)) {
            case 0 -> "-j DROP";
            case 1 -> "-j REJECT --reject-with " + pick(words.rejections());
            case 2 -> mark();
            default -> "-j " + pick("ACCEPT", "RETURN");
        };
    }

    private String nat(String hook, String protocol) {
        boolean ports = hasPorts(protocol);
        return switch (hook) {
            case "PREROUTING", "OUTPUT" ->
                switch (random.nextInt(5)) {
                    case 0 -> "-j " + pick("ACCEPT", "RETURN");
                    case 1 -> ports ? "-j REDIRECT --to-ports " + pick("80", "53", "8080") : mark();
                    case 2 -> "-j DNAT --to-destination " + anyHost();
                    default -> "-j DNAT --to-destination " + anyEnd(ports);
                };
            case "POSTROUTING" ->
                switch (random.nextInt(5)) {
                    case 0 -> "-j " + pick("ACCEPT", "RETURN");
                    case 1, 2 -> "-j MASQUERADE" + (oneIn(3) ? " --random-fully" : "");
                    default ->
                        "-j SNAT --to-source "
                                + pick(
                                        LabHost.ROUTER.addresses(family).get(0),
                                        LabHost.ROUTER.addresses(family).get(1),
                                        LabHost.virtual(family).get(2));
                };
            default ->
                oneIn(2)
                        ? "-j ACCEPT"
                        : "-j SNAT --to-source "
                                + pick(
                                        LabHost.CLIENT.addresses(family).get(1),
                                        LabHost.virtual(family).get(1));
        };
    }

    private static boolean hasPorts(String protocol) {
        return protocol.equals("tcp") || protocol.equals("udp");
    }

    private String mark() {
        return "-j MARK " + pick("--set-xmark 0x1/0xffffffff", "--set-xmark 0x4000/0x4000", "--set-xmark 0x2/0x0");
    }

    private String connmark() {
        return "-j CONNMARK "
                + pick(
                        "--set-xmark 0x1/0xffffffff",
                        "--save-mark --nfmask 0xffffffff --ctmask 0xffffffff",
                        "--restore-mark --nfmask 0xffffffff --ctmask 0xffffffff");
    }

    private String range() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(words.ranges());
            case 1 -> words.alone(LabHost.virtual(family).get(random.nextInt(3)));
            default -> words.alone(anyHost());
        };
    }

    private String anyHost() {
        LabHost host = List.of(LabHost.values()).get(random.nextInt(3));
        List<String> addresses = host.addresses(family);
        return addresses.get(random.nextInt(addresses.size()));
    }

    private String anyEnd(boolean withPort) {
        String host = anyHost();
        return withPort ? words.beforePort(host) + ":" + pick("53", "80", "8080") : host;
    }

    private String not() {
        return oneIn(5) ? "! " : "";
    }

    private boolean oneIn(double n) {
        return random.nextDouble() * n < 1;
    }

    private String pick(String... choices) {
        return pick(List.of(choices));
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
