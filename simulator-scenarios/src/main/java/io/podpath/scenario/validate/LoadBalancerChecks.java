package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.LoadBalancerSpec.BackendPoolSpec;
import io.podpath.azure.resource.LoadBalancerSpec.FrontendSpec;
import io.podpath.azure.resource.LoadBalancerSpec.InternalFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundRuleSpec;
import io.podpath.azure.resource.LoadBalancerSpec.PublicFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleSpec;
import io.podpath.azure.resource.PublicIpSpec;
import io.podpath.azure.resource.RuleProtocol;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Declared load balancers: names that lead somewhere, and what Azure refuses.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer components; High availability ports overview; Load Balancer health
 * probes; Outbound rules.
 */
final class LoadBalancerChecks {

    private static final List<String> OF_CLUSTER = List.of("kubernetes", "kubernetes-internal");

    private final SimulationInput input;
    private final AzureEnvironment azure;
    private final VirtualNetworkChecks networks;
    private final Findings findings;

    LoadBalancerChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.azure = input.azure();
        this.networks = new VirtualNetworkChecks(input, findings);
        this.findings = findings;
    }

    void run() {
        Set<String> names = new HashSet<>(OF_CLUSTER);
        for (LoadBalancerSpec loadBalancer : azure.list(LoadBalancerSpec.class)) {
            Subject subject = Subject.azure("loadBalancer", loadBalancer.name());
            if (!names.add(loadBalancer.name())) {
                findings.error(
                        subject,
                        OF_CLUSTER.contains(loadBalancer.name())
                                ? "'" + loadBalancer.name() + "' is the name of a load balancer AKS creates"
                                : "there are two load balancers of the name '" + loadBalancer.name() + "'");
            }
            Set<String> networksOfFrontends = new TreeSet<>();
            loadBalancer.frontends().forEach(one -> checkFrontend(one, subject, networksOfFrontends));
            if (networksOfFrontends.size() > 1) {
                findings.error(subject, "its frontends are in several virtual networks: " + networksOfFrontends);
            }
            loadBalancer.backendPools().forEach(pool -> checkPool(pool, subject));
            loadBalancer.probes().forEach(probe -> checkProbe(probe, subject));
            loadBalancer.rules().forEach(rule -> checkRule(rule, loadBalancer, subject));
            loadBalancer.outboundRules().forEach(rule -> checkOutbound(rule, loadBalancer, subject));
            checkPlace(loadBalancer, networksOfFrontends, subject);
        }
    }

    private void checkPlace(LoadBalancerSpec loadBalancer, Set<String> networksOfFrontends, Subject subject) {
        boolean hasMember = loadBalancer.backendPools().stream()
                .anyMatch(
                        pool -> !pool.machines().isEmpty() || !pool.addresses().isEmpty());
        if (networksOfFrontends.isEmpty() && !hasMember) {
            findings.error(subject, "it has neither a frontend in a subnet nor a member, so it stands nowhere");
        }
    }

    private void checkFrontend(FrontendSpec frontend, Subject owner, Set<String> networksOfFrontends) {
        Subject subject = owner.part("frontend " + frontend.name());
        if (frontend.place() instanceof PublicFrontend open) {
            List<String> names = azure.list(PublicIpSpec.class).stream()
                    .map(PublicIpSpec::name)
                    .toList();
            if (!names.contains(open.publicIp())
                    && IpAddress.tryParse(open.publicIp()).isEmpty()) {
                findings.error(
                        subject,
                        "there is no public IP '" + open.publicIp() + "'"
                                + Suggestion.didYouMean(open.publicIp(), names));
            }
            return;
        }
        InternalFrontend internal = (InternalFrontend) frontend.place();
        networksOfFrontends.add(internal.subnet().virtualNetwork());
        Optional<Cidr> range = networks.checkReference(internal.subnet(), subject);
        internal.findPrivateIp().ifPresent(ip -> {
            range.ifPresent(found -> SubnetAddress.check(ip, found, subject, findings));
            azure.virtualMachines().stream()
                    .filter(vm -> vm.subnet()
                            .virtualNetwork()
                            .equals(internal.subnet().virtualNetwork()))
                    .filter(vm -> vm.findPrivateIp().filter(ip::equals).isPresent())
                    .forEach(vm -> findings.error(subject, ip + " is the address of vm '" + vm.name() + "' already"));
        });
    }

    private void checkPool(BackendPoolSpec pool, Subject owner) {
        Subject subject = owner.part("backendPool " + pool.name());
        List<String> known = new ArrayList<>();
        azure.virtualMachines().stream().map(VirtualMachineSpec::name).forEach(known::add);
        input.objects().nodes().stream().map(NodeSpec::name).forEach(known::add);
        boolean hasDeclaredNodes = !input.objects().nodes().isEmpty();
        for (String machine : pool.machines()) {
            boolean mayBeNode = !hasDeclaredNodes && machine.startsWith("node-");
            if (!known.contains(machine) && !mayBeNode) {
                findings.error(
                        subject, "there is no machine '" + machine + "'" + Suggestion.didYouMean(machine, known));
            }
        }
        for (IpAddress address : pool.addresses()) {
            boolean isDeclared = azure.virtualMachines().stream()
                    .anyMatch(vm -> vm.findPrivateIp().filter(address::equals).isPresent());
            boolean isNode = input.objects().nodes().stream()
                    .anyMatch(node -> node.addresses().contains(address));
            if (!isDeclared && !isNode && hasDeclaredNodes) {
                findings.error(subject, "no machine has the address " + address);
            }
        }
    }

    private void checkProbe(HealthProbe probe, Subject owner) {
        if ((long) probe.intervalSeconds() * probe.threshold() >= HealthProbe.MOST_SECONDS) {
            findings.error(
                    owner.part("probe " + probe.name()),
                    "intervalInSeconds times probeThreshold must stay below " + HealthProbe.MOST_SECONDS);
        }
    }

    private void checkRule(RuleSpec rule, LoadBalancerSpec loadBalancer, Subject owner) {
        Subject subject = owner.part("rule " + rule.name());
        List<String> frontends =
                loadBalancer.frontends().stream().map(FrontendSpec::name).toList();
        known(rule.frontend().frontend(), frontends, "frontend", subject);
        known(rule.backend().pool(), pools(loadBalancer), "backend pool", subject);
        List<String> probes =
                loadBalancer.probes().stream().map(HealthProbe::name).toList();
        if (rule.probe().isEmpty()) {
            findings.warning(subject, "it has no probe, so every member of its pool counts as healthy");
        } else {
            known(rule.probe(), probes, "probe", subject);
        }
        boolean isPublic = loadBalancer.frontends().stream()
                .filter(frontend -> frontend.name().equals(rule.frontend().frontend()))
                .anyMatch(frontend -> frontend.place() instanceof PublicFrontend);
        if (isPublic && rule.frontend().protocol() == RuleProtocol.ALL) {
            findings.error(subject, "rules for all ports are for internal frontends only");
        }
    }

    private void checkOutbound(OutboundRuleSpec rule, LoadBalancerSpec loadBalancer, Subject owner) {
        Subject subject = owner.part("outboundRule " + rule.name());
        List<String> open = loadBalancer.frontends().stream()
                .filter(frontend -> frontend.place() instanceof PublicFrontend)
                .map(FrontendSpec::name)
                .toList();
        rule.frontends().forEach(frontend -> known(frontend, open, "public frontend", subject));
        known(rule.pool(), pools(loadBalancer), "backend pool", subject);
    }

    private static List<String> pools(LoadBalancerSpec loadBalancer) {
        return loadBalancer.backendPools().stream().map(BackendPoolSpec::name).toList();
    }

    private void known(String name, List<String> names, String what, Subject subject) {
        if (!names.contains(name)) {
            findings.error(subject, "there is no " + what + " '" + name + "'" + Suggestion.didYouMean(name, names));
        }
    }
}
