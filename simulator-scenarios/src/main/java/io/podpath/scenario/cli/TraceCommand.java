package io.podpath.scenario.cli;

import io.podpath.EndpointReference;
import io.podpath.Probe;
import io.podpath.ProbePayload;
import io.podpath.SimulationInput;
import io.podpath.http.HttpRequest;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.scenario.load.Expectation;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Location;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.UrlReader;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.run.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends one probe that the command line names through a scenario, or one packet through the dump of a real node. */
@Command(
        name = "trace",
        description = {
            "Send one probe of your own through the network of a scenario,",
            "or one packet through the rules and routes of a real node."
        },
        footer = {
            "",
            "Examples:",
            "  podpath trace -f my.podpath.yaml --from pod/shop/client --to svc/shop/web:80",
            "  podpath trace -f manifests/ --from internet/client --to svc/store-front:80 --all",
            "  podpath trace -f my.podpath.yaml --from deploy/web --to ip/168.63.129.16:53 --protocol udp",
            "  podpath trace -f my.podpath.yaml --from pod/shop/client --to pod/shop/web --protocol icmp \\",
            "      --payload 1473 --dont-fragment",
            "  podpath trace -f my.podpath.yaml --from internet/client --to https://shop.example.com/cart \\",
            "      --via frontend/app-routing-system/nginx",
            "  podpath trace --iptables-save rules.txt --routes routes.txt --addresses addr.txt \\",
            "      --from 10.244.0.5 --to 10.0.0.10:53 --protocol udp",
            "",
            "A dump of a node: iptables-save > rules.txt; ip route show table all > routes.txt;",
            "ip addr > addr.txt; ipset save > sets.txt; sysctl -a > sysctl.txt",
            "",
            Podpath.EXIT_CODES
        })
final class TraceCommand implements Callable<Integer> {

    private static final Location COMMAND_LINE = new Location("command line", 0, 0);

    private final Workbench workbench;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "the scenario; - reads standard input")
    private @Nullable String file;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "END",
            description = "who opens it: pod/shop/client; for a dump 10.244.0.5[:PORT]")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "END",
            description = "who should answer: svc/shop/web:80, https://host/path; for a dump 10.0.0.10:53")
    private String to = "";

    @Option(
            names = "--via",
            paramLabel = "END",
            description = "with a URL: where to send the request instead of looking its host up")
    private @Nullable String via;

    @Option(names = "--protocol", paramLabel = "NAME", description = "tcp, udp or icmp. Default: ${DEFAULT-VALUE}")
    private String protocol = "tcp";

    @Option(
            names = "--family",
            paramLabel = "ipv4|ipv6",
            description = "between which addresses. Default: IPv4 where both ends have it")
    private @Nullable IpFamily family;

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            description = "UDP and ICMP: data in one packet, behind the UDP or ICMP header")
    private @Nullable Integer payloadBytes;

    @Option(
            names = "--dont-fragment",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = {
                "UDP and ICMP: true as ping -M do, false as ping -M dont.",
                "Default: true if the packet fits the sender's interface"
            })
    private @Nullable Boolean dontFragment;

    @Option(
            names = "--open-before",
            paramLabel = "N",
            description = "connections of the same client to the same destination that are open already")
    private int openBefore;

    @Option(names = "--variant", paramLabel = "NAME", description = "only this variant of the scenario")
    private @Nullable String variant;

    @Option(names = "--all", description = "list every way the probe can go, with its probability")
    private boolean all;

    TraceCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (node.isGiven()) {
            if (file != null || variant != null) {
                throw wrong("--iptables-save stands in place of a scenario; leave out "
                        + (file != null ? "--file" : "--variant"));
            }
            if (openBefore != 0) {
                throw wrong("--open-before is for a scenario; a node's rules are asked for one packet");
            }
            if (via != null || UrlReader.looksLikeUrl(to)) {
                throw wrong("a dump of a node has no proxies; give an address and a port");
            }
            return new NodeTrace(node, options, spec).run(from, to, new NodeTrace.Kind(protocol(), payload()), all);
        }
        String stray = node.findFirst();
        if (stray != null) {
            throw wrong(stray + " needs --iptables-save");
        }
        if (via != null && !UrlReader.looksLikeUrl(to)) {
            throw wrong("--via goes with a URL: --to https://host/path");
        }
        if (file == null) {
            throw wrong("which network? Give a scenario with --file, or a node's rules with --iptables-save");
        }
        Probe first = UrlReader.looksLikeUrl(to)
                ? request()
                : new Probe("trace", endpoint("--from", from), endpoint("--to", to), protocol(), payload());
        Probe probe = first.withFamily(family).withOpenBefore(openBefore());
        ScenarioVerb verb = new ScenarioVerb(workbench, options, spec);
        Optional<ScenarioVerb.Usable> usable = verb.load(file);
        if (usable.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        RunResult run = verb.run(usable.get().changed(scenario -> withOnly(probe, scenario)), all);
        if (!run.hasErrors()) {
            RunPrinter.print(List.of(run), options, spec.commandLine().getOut());
        }
        return ExitCode.of(List.of(run));
    }

    private Probe request() {
        UrlReader.Parsed parsed = UrlReader.parse(to);
        UrlReader.Url url = parsed.url().orElseThrow(() -> wrong("--to: " + parsed.problem()));
        if (protocol() != Protocol.TCP) {
            throw wrong("--protocol: HTTP requests go over tcp, not " + protocol);
        }
        EndpointReference end = via == null ? url.end() : endpoint("--via", via).withDefaultPort(url.port());
        HttpRequest request = HttpRequest.get(url.scheme(), url.host(), url.target());
        return new Probe("trace", endpoint("--from", from), end, Protocol.TCP, payload()).withHttp(request);
    }

    private Scenario withOnly(Probe probe, Scenario scenario) {
        List<ExpectedProbe> probes = List.of(new ExpectedProbe(probe, Expectation.NONE, COMMAND_LINE));
        List<Variant> variants = Variants.pick(scenario, variant, spec).stream()
                .map(picked -> new Variant(picked.name(), inputFor(probe, picked.input()), probes))
                .toList();
        return new Scenario(scenario.name(), scenario.title(), scenario.tags(), variants);
    }

    private static SimulationInput inputFor(Probe probe, SimulationInput input) {
        SimulationInput withServer = input.withApiServerFor(probe);
        return probe.to().kind() == EndpointReference.Kind.FQDN ? withServer.withClusterDns() : withServer;
    }

    private EndpointReference endpoint(String option, String text) {
        ScenarioSource.End end = workbench.source().parseEnd(text);
        return end.reference()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), option + ": " + end.problem()));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private ProbePayload payload() {
        Protocol known = protocol();
        if ((payloadBytes != null || dontFragment != null) && (known == Protocol.TCP || known == Protocol.SCTP)) {
            throw wrong((payloadBytes != null ? "--payload" : "--dont-fragment") + ": " + known.name()
                    + " cuts what it sends to size itself; add --protocol udp or --protocol icmp");
        }
        if (payloadBytes != null && (payloadBytes < 0 || payloadBytes > ProbePayload.MAX_BYTES)) {
            throw wrong("--payload: " + payloadBytes + " is outside 0-" + ProbePayload.MAX_BYTES);
        }
        ProbePayload.Fragments fragments = dontFragment == null
                ? ProbePayload.Fragments.IF_TOO_LONG
                : dontFragment ? ProbePayload.Fragments.NEVER : ProbePayload.Fragments.ALWAYS_ALLOWED;
        return new ProbePayload(payloadBytes, fragments);
    }

    private int openBefore() {
        if (openBefore < 0 || openBefore > Probe.MAX_OPEN_BEFORE) {
            throw wrong("--open-before: " + openBefore + " is outside 0-" + Probe.MAX_OPEN_BEFORE);
        }
        return openBefore;
    }

    private Protocol protocol() {
        return Protocol.find(protocol)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--protocol: '" + protocol + "' is not tcp, udp or icmp"));
    }
}
