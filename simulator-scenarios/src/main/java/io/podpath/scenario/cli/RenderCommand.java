package io.podpath.scenario.cli;

import io.podpath.Simulator;
import io.podpath.azure.route.EffectiveRouteTable;
import io.podpath.azure.security.NicSecurity;
import io.podpath.cluster.NodeSpec;
import io.podpath.model.IpFamily;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.report.EffectiveNsgJson;
import io.podpath.scenario.report.EffectiveNsgText;
import io.podpath.scenario.report.EffectiveRoutesJson;
import io.podpath.scenario.report.LoadBalancerJson;
import io.podpath.scenario.report.LoadBalancerText;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a node, a NIC or the network looks like, in the words of the tools that would show the real one. */
@Command(
        name = "render",
        description =
                "Print a node's rules or routes, a NIC's effective rules or routes, the load balancers, or draw the network.",
        footer = {
            "",
            "Examples:",
            "  podpath render iptables-save -f my.podpath.yaml --node node-0",
            "  podpath render ip6tables-save -f my.podpath.yaml --node node-0",
            "  podpath render nft -f my.podpath.yaml --node node-0 --variant nftables",
            "  podpath render ipvs -f my.podpath.yaml --node node-0 --variant ipvs",
            "  podpath render effective-nsg -f my.podpath.yaml --nic node-0 -o json",
            "  podpath render effective-routes -f my.podpath.yaml --nic node-0 -o json",
            "  podpath render load-balancer -f my.podpath.yaml",
            "  podpath render mermaid -f my.podpath.yaml --variant kubenet",
            "",
            Podpath.EXIT_CODES
        })
final class RenderCommand implements Callable<Integer> {

    /** What can be printed. */
    enum View {
        /** The rules of a node as {@code iptables-save} prints them. */
        IPTABLES_SAVE,
        /** The same of IPv6, as {@code ip6tables-save} prints them. */
        IP6TABLES_SAVE,
        /** The tables of a node as {@code nft list ruleset} prints them. */
        NFT,
        /** Virtual servers, sets and Service addresses of a node, as a script of ip, ipset and ipvsadm. */
        IPVS,
        /** The routes of a node as {@code ip route} prints them. */
        ROUTES,
        /** The same of IPv6, as {@code ip -6 route} prints them. */
        ROUTES_IPV6,
        /** The rules that work at a NIC, as {@code az network nic list-effective-nsg} prints them. */
        EFFECTIVE_NSG,
        /** The routes of a NIC as {@code az network nic show-effective-route-table} prints them. */
        EFFECTIVE_ROUTES,
        /** The load balancers as {@code az network lb list} prints them. */
        LOAD_BALANCER,
        /** The network as a graph for Graphviz. */
        DOT,
        /** The network as a Mermaid flowchart. */
        MERMAID;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean isAboutNode() {
            return compareTo(EFFECTIVE_NSG) < 0;
        }
    }

    private final Workbench workbench;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "VIEW", description = "${COMPLETION-CANDIDATES}")
    private View view = View.DOT;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "the scenario; - reads standard input")
    private String file = "";

    @Option(names = "--node", paramLabel = "NAME", description = "the node, for its rules and routes")
    private @Nullable String node;

    @Option(
            names = "--nic",
            paramLabel = "NAME",
            description = "the NIC, for effective-nsg and effective-routes; it has the name of its node or machine")
    private @Nullable String nic;

    @Option(names = "--variant", paramLabel = "NAME", description = "the variant; the first if none is named")
    private @Nullable String variant;

    RenderCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Optional<ScenarioVerb.Usable> usable = new ScenarioVerb(workbench, options, spec).load(file);
        if (usable.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        Variant picked = Variants.pick(usable.get().scenario(), variant, spec).get(0);
        Simulator simulator = Simulator.build(picked.input());
        spec.commandLine().getOut().print(render(simulator));
        return ExitCode.AS_EXPECTED;
    }

    private String render(Simulator simulator) {
        String name = view.isAboutNode() ? nodeName(simulator) : "";
        return switch (view) {
            case IPTABLES_SAVE ->
                simulator.renderIptablesSave(name, IpFamily.IPV4).orElse("");
            case IP6TABLES_SAVE ->
                simulator.renderIptablesSave(name, IpFamily.IPV6).orElse("");
            case NFT -> nft(simulator, name);
            case IPVS ->
                simulator.renderIpvs(name).orElseThrow(() -> hasNone(simulator, name, "virtual servers", "ipvs"));
            case ROUTES -> simulator.renderRoutes(name, IpFamily.IPV4).orElse("");
            case ROUTES_IPV6 -> simulator.renderRoutes(name, IpFamily.IPV6).orElse("");
            case EFFECTIVE_NSG -> effectiveNsg(simulator);
            case EFFECTIVE_ROUTES -> effectiveRoutes(simulator);
            case LOAD_BALANCER -> loadBalancers(simulator);
            case DOT -> simulator.renderDot();
            case MERMAID -> simulator.renderMermaid();
        };
    }

    private String effectiveNsg(Simulator simulator) {
        Map<String, NicSecurity> nics = simulator.securityByNic();
        NicSecurity security = Objects.requireNonNull(nics.get(nicOf(nics.keySet())));
        return options.output == OutputFormat.JSON
                ? EffectiveNsgJson.of(security.effective())
                : EffectiveNsgText.of(security.effective());
    }

    private String effectiveRoutes(Simulator simulator) {
        EffectiveRouteTable table =
                simulator.effectiveRoutes(nicOf(simulator.listNics())).orElseThrow();
        if (options.output != OutputFormat.JSON) {
            return table.toText();
        }
        StringWriter json = new StringWriter();
        EffectiveRoutesJson.write(table, json);
        return json.toString();
    }

    private String loadBalancers(Simulator simulator) {
        if (options.output != OutputFormat.JSON) {
            return LoadBalancerText.of(simulator.loadBalancers());
        }
        StringWriter json = new StringWriter();
        LoadBalancerJson.write(simulator.loadBalancers(), json);
        return json.toString();
    }

    private String nicOf(Collection<String> names) {
        String wanted = nic;
        if (wanted == null) {
            throw new ParameterException(
                    spec.commandLine(), view + " needs --nic; there are " + String.join(", ", names));
        }
        if (!names.contains(wanted)) {
            throw new ParameterException(
                    spec.commandLine(), "no NIC '" + wanted + "'" + Variants.suggest(wanted, List.copyOf(names)));
        }
        return wanted;
    }

    private String nft(Simulator simulator, String name) {
        String tables = simulator.renderNft(name).orElse("");
        if (tables.isEmpty()) {
            throw hasNone(simulator, name, "tables of nftables", "nftables");
        }
        return tables;
    }

    private ParameterException hasNone(Simulator simulator, String name, String what, String mode) {
        String present =
                simulator.plan().cluster().networking().kubeProxy().mode().label();
        String message = name + " has no " + what + ": kube-proxy runs in mode " + present + "; set kubeProxy: {mode: "
                + mode + "} in the cluster";
        return new ParameterException(spec.commandLine(), message);
    }

    private String nodeName(Simulator simulator) {
        List<String> names =
                simulator.objects().nodes().stream().map(NodeSpec::name).toList();
        if (node == null) {
            throw new ParameterException(
                    spec.commandLine(), view + " needs --node; there are " + String.join(", ", names));
        }
        if (!names.contains(node)) {
            throw new ParameterException(spec.commandLine(), "no node '" + node + "'" + Variants.suggest(node, names));
        }
        return node;
    }
}
