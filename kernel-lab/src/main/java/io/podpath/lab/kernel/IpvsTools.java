package io.podpath.lab.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether this machine can also be a judge of kube-proxy's ipvs mode: the two tools, and a kernel with everything the mode
 * needs. Each thing is tried in a namespace of its own, the only question a kernel answers truly.
 *
 * <p>Trying is also what makes the kernel load its modules, where it has them as modules.
 */
public final class IpvsTools {

    private static final Map<String, String> PACKAGE_BY_TOOL = Map.of("ipvsadm", "ipvsadm", "ipset", "ipset");

    private static final String SETS = """
            create probe-ip hash:ip
            create probe-port bitmap:port range 0-65535
            create probe-ip-port hash:ip,port
            create probe-ip-port-ip hash:ip,port,ip
            create probe-ip-port-net hash:ip,port,net
            """;

    /** In this order: what the later ones need is there when they are tried. */
    private static final List<Trial> TRIALS = List.of(
            new Trial("no IPVS", Command.of("ipvsadm", "-L", "-n")),
            new Trial(
                    "no net.ipv4.vs.conntrack (CONFIG_IP_VS_NFCT)",
                    Command.settings(Map.of("net.ipv4.vs.conntrack", "1"))),
            scheduler("rr"),
            scheduler("lc"),
            new Trial("no dummy interfaces", Command.of("ip", "link", "add", "kube-ipvs0", "type", "dummy")),
            new Trial("not all types of sets", Command.of("ipset", "restore").reading(SETS)),
            rule("-m set", "--match-set", "probe-ip", "dst"),
            rule("-m ipvs", "--vaddr", "192.0.2.1"));

    private IpvsTools() {}

    /**
     * One thing that must work.
     *
     * @param without what to say of a kernel where it does not
     * @param command the trial
     */
    record Trial(String without, Command command) {}

    private static Trial scheduler(String name) {
        String address = "192.0.2.1:" + (name.equals("rr") ? 1 : 2);
        return new Trial("no scheduler " + name + " of IPVS", Command.of("ipvsadm", "-A", "-t", address, "-s", name));
    }

    private static Trial rule(String match, String option, String... values) {
        String[] start = {"iptables", "-A", "OUTPUT", "-m", match.substring("-m ".length()), option};
        String[] words = new String[start.length + values.length + 2];
        System.arraycopy(start, 0, words, 0, start.length);
        System.arraycopy(values, 0, words, start.length, values.length);
        words[words.length - 2] = "-j";
        words[words.length - 1] = "DROP";
        return new Trial("no match " + match + " of iptables", Command.of(words));
    }

    /**
     * What is missing, in one line; nothing if all is there.
     *
     * @throws LabException if no namespace can be made here; {@link LabTools#findObstacle} says so first
     */
    public static Optional<String> findObstacle() {
        Optional<String> missing = LabTools.findMissing(PACKAGE_BY_TOOL);
        if (missing.isPresent()) {
            return missing;
        }
        String probe = "podpath-" + ProcessHandle.current().pid() + "-ipvs";
        Command.of("ip", "netns", "add", probe).run();
        try {
            return findObstacle(command -> command.inside(probe).attempt());
        } finally {
            Command.of("ip", "netns", "del", probe).attempt();
        }
    }

    /** The first trial that fails, with the first line of what the tool said. */
    static Optional<String> findObstacle(Function<Command, Command.Result> namespace) {
        for (Trial trial : TRIALS) {
            Command.Result result = namespace.apply(trial.command());
            if (result.exitCode() != 0) {
                String said = result.errors().lines().findFirst().orElse("exit " + result.exitCode());
                return Optional.of("this kernel has " + trial.without() + ": " + said.strip());
            }
        }
        return Optional.empty();
    }

    static List<Trial> trials() {
        return TRIALS;
    }
}
