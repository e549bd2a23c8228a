package io.podpath.scenario.report;

import io.podpath.azure.TextTable;
import io.podpath.plan.NatGatewayPorts;
import io.podpath.plan.PlanAnswer;
import io.podpath.plan.PlannedEgress;
import io.podpath.plan.SnatPorts;
import io.podpath.scenario.run.ModelPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Source ports towards the internet: how many, and at which number of nodes they fall. */
final class SourcePortsText {

    private static final String INDENT = "  ";

    private final Page page;
    private final Palette palette;

    SourcePortsText(Page page, Palette palette) {
        this.page = page;
        this.palette = palette;
    }

    void print(ModelPlan plan) {
        PlannedEgress egress = plan.cluster().egress();
        page.blank();
        page.wrapped("Source ports: " + egress.kind() + ", " + addresses(egress.publicIps()), INDENT, palette::strong);
        switch (egress.kind()) {
            case LOAD_BALANCER -> printLoadBalancer(plan, egress);
            case NAT_GATEWAY -> printNatGateway(plan, egress);
            case OTHER -> say("What translates has its own ports; podpath cannot count them.");
        }
    }

    private static String addresses(OptionalInt publicIps) {
        return publicIps.isEmpty()
                ? "public addresses of an unknown number"
                : PlanWords.count(publicIps.getAsInt()) + " public address" + (publicIps.getAsInt() == 1 ? "" : "es");
    }

    private void say(String words) {
        page.wrapped(INDENT + words, INDENT, line -> line);
    }

    private void printLoadBalancer(ModelPlan plan, PlannedEgress egress) {
        PlanAnswer running = plan.running();
        PlanAnswer upgrading = plan.upgrading();
        say(ports(running.portsPerNode()) + " for each of " + PlanWords.count(running.nodes(), "node") + ", "
                + ports(upgrading.portsPerNode()) + " while they are upgraded.");
        if (falls(running.portsPerNode(), upgrading.portsPerNode())) {
            page.wrapped(
                    INDENT + "The surge nodes take ports from nodes that are in use: connections may break.",
                    INDENT,
                    palette::bad);
        }
        if (egress.portsPerNode() > 0) {
            printFixed(egress, upgrading);
        } else {
            printTiers();
            egress.publicIps()
                    .ifPresent(publicIps -> say("Set by hand, each node could have up to "
                            + PlanWords.count(
                                    SnatPorts.mostPortsPerNode(upgrading.nodes() + upgrading.surgeNodes(), publicIps))
                            + " ports; more addresses then serve more nodes."));
        }
    }

    private static String ports(OptionalInt ports) {
        return ports.isEmpty() ? "an undocumented number" : PlanWords.count(ports.getAsInt());
    }

    private static boolean falls(OptionalInt before, OptionalInt after) {
        return before.isPresent() && after.isPresent() && after.getAsInt() < before.getAsInt();
    }

    private void printFixed(PlannedEgress egress, PlanAnswer upgrading) {
        say("Set by hand: it stays " + PlanWords.count(egress.portsPerNode()) + " whatever the number of nodes.");
        egress.publicIps().ifPresent(publicIps -> {
            say("The addresses serve " + PlanWords.count(SnatPorts.mostNodes(egress.portsPerNode(), publicIps), "node")
                    + ", surge nodes included; now, with the upgrade, it is "
                    + PlanWords.count(upgrading.nodes() + upgrading.surgeNodes()) + ".");
        });
    }

    private void printTiers() {
        List<List<String>> rows = new ArrayList<>();
        List<String> nodes = new ArrayList<>(List.of("nodes"));
        List<String> ports = new ArrayList<>(List.of("ports each"));
        for (SnatPorts.Tier tier : SnatPorts.tiers()) {
            nodes.add(tier.fromNodes() + "-" + tier.toNodes());
            ports.add(PlanWords.count(tier.portsPerNode()));
        }
        rows.add(nodes);
        rows.add(ports);
        TextTable.render(rows).lines().forEach(line -> page.line(INDENT + line));
    }

    private void printNatGateway(ModelPlan plan, PlannedEgress egress) {
        if (egress.publicIps().isEmpty()) {
            return;
        }
        NatGatewayPorts gateway = new NatGatewayPorts(egress.publicIps().getAsInt());
        say(PlanWords.count(gateway.ports()) + " ports in one store for all nodes, given out on demand; an even share"
                + " would be "
                + PlanWords.count(gateway.evenShare(plan.running().nodes())) + " for each node.");
        say("At most " + PlanWords.count(gateway.flowsToOneDestination())
                + " connections at a time to one destination address and port.");
    }
}
