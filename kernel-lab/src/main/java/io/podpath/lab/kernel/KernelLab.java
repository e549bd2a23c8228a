package io.podpath.lab.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A laboratory of network namespaces on this machine.
 *
 * <p>All names begin with {@code podpath-} and the id of this process, so that runs do not disturb each other and what a
 * killed run left can be found and removed. Interfaces are made inside the namespaces; the machine's own network is
 * never touched. Closing removes everything, and so does the end of the process by Ctrl-C.
 */
public final class KernelLab implements AutoCloseable {

    private static final String PREFIX = "podpath-";
    private static int labs;

    private final String prefix;
    private final Map<String, Namespace> namespaces = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Thread atExit = new Thread(this::remove);
    private int wires;
    private boolean closed;

    /** An empty laboratory. */
    public KernelLab() {
        this.prefix = PREFIX + ProcessHandle.current().pid() + "-" + nextLab() + "-";
        removeLeftovers();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private static synchronized int nextLab() {
        return labs++;
    }

    /** Makes a namespace; {@code lo} is up and no other interface is there. */
    public synchronized Namespace add(String id, Map<String, String> sysctls) {
        if (closed) {
            throw new LabException("the laboratory is closed");
        }
        String name = prefix + names.size();
        names.add(name);
        Command.of("ip", "netns", "add", name).run();
        Command.of("ip", "-n", name, "link", "set", "lo", "up").run();
        Namespace namespace = new Namespace(name);
        namespaces.put(id, namespace);
        namespace.sysctls(sysctls);
        return namespace;
    }

    /** Joins two namespaces with a pair of interfaces, both down. */
    public void link(Namespace a, String interfaceOfA, Namespace b, String interfaceOfB) {
        Command.of(
                        "ip",
                        "link",
                        "add",
                        interfaceOfA,
                        "netns",
                        a.name(),
                        "type",
                        "veth",
                        "peer",
                        "name",
                        interfaceOfB,
                        "netns",
                        b.name())
                .run();
    }

    /**
     * Joins two namespaces with a pair of interfaces that take every frame of each other: both have the same hardware
     * address, and neither ARP nor neighbour discovery asks who has an address, in either family.
     *
     * <p><i>Source:</i> Linux {@code net/ipv4/arp.c} {@code arp_constructor}, {@code net/ipv6/ndisc.c} {@code
     * ndisc_constructor}: with {@code IFF_NOARP} frames go to the interface's own address.
     */
    public synchronized void wire(Namespace a, String interfaceOfA, Namespace b, String interfaceOfB) {
        link(a, interfaceOfA, b, interfaceOfB);
        wires++;
        String rest =
                " address " + String.format("02:00:00:01:%02x:%02x", wires >> Byte.SIZE, wires & 0xff) + " arp off";
        a.ip(List.of("link set " + interfaceOfA + rest));
        b.ip(List.of("link set " + interfaceOfB + rest));
    }

    /** The namespace with this id. */
    public Optional<Namespace> find(String id) {
        return Optional.ofNullable(namespaces.get(id));
    }

    /** All namespaces by id, in order of making. */
    public Map<String, Namespace> namespaces() {
        return Map.copyOf(namespaces);
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The process is ending and the hook runs by itself; removing twice does no harm.
            remove();
        }
    }

    private synchronized void remove() {
        closed = true;
        namespaces.values().forEach(Namespace::close);
        namespaces.clear();
        names.forEach(name -> Command.of("ip", "netns", "del", name).attempt());
        names.clear();
    }

    /** Namespaces of runs whose process is gone. */
    private static void removeLeftovers() {
        Command.of("ip", "netns", "list").attempt().output().lines().forEach(line -> {
            String name = line.split(" ", -1)[0];
            String[] parts = name.split("-", -1);
            boolean ours = name.startsWith(PREFIX) && parts.length > 1 && parts[1].matches("\\d+");
            if (ours && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty()) {
                Command.of("ip", "netns", "del", name).attempt();
            }
        });
    }
}
