package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import java.util.List;

/** Runs all checks. */
public final class InputChecks {

    private InputChecks() {}

    /** Everything wrong with the input and the probes, in an order that depends on the input alone. */
    public static List<Finding> run(SimulationInput input, List<CheckedProbe> probes) {
        Findings findings = new Findings();
        NodeNetwork network = NodeNetwork.of(input);
        new ClusterRangeChecks(input, network, findings).run();
        new DualStackChecks(input, findings).run();
        new NodePoolChecks(input, network, findings).run();
        new VirtualNetworkChecks(input, findings).run();
        new SecurityRuleChecks(input.azure(), findings).run();
        new SecurityNameChecks(input.azure(), findings).run();
        new MachineChecks(input, findings).run();
        new PlacementChecks(input, new VirtualNetworkChecks(input, findings), findings).run();
        new GatewayChecks(input.azure(), findings).run();
        new RouteChecks(input.azure(), findings).run();
        new NatGatewayChecks(input.azure(), findings).run();
        new LoadBalancerChecks(input, findings).run();
        new PrivateLinkChecks(input, findings).run();
        new ServiceRuleChecks(input, findings).run();
        new FirewallChecks(input.azure(), findings).run();
        new OutboundTypeChecks(input, findings).run();
        new NodeResourceGroupChecks(input, findings).run();
        new ApplicationGatewayChecks(input, findings).run();
        new ObjectAddressChecks(input, network, findings).run();
        new ServiceChecks(input.objects(), findings).run();
        new ServicePortChecks(input.objects().services(), findings).run();
        new ServiceAccessChecks(input.objects().services(), findings).run();
        new PolicyChecks(input, findings).run();
        new EgressGatewayChecks(input, findings).run();
        new ProbeChecks(input, network, findings).run(probes);
        return findings.list();
    }
}
