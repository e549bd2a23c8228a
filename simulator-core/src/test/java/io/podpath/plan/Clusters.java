package io.podpath.plan;

import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Clusters for tests, written as a few words. */
final class Clusters {

    private final AddressingModel model;
    private final List<PlannedPool> pools = new ArrayList<>();
    private final List<PlannedSubnet> subnets = new ArrayList<>();
    private Cidr podCidr = AddressSpace.DEFAULT_POD_CIDR;
    private PlannedEgress egress = PlannedEgress.DEFAULT;

    private Clusters(AddressingModel model) {
        this.model = model;
    }

    static Clusters of(AddressingModel model) {
        return new Clusters(model);
    }

    Clusters nodeSubnet(String prefix) {
        subnets.add(PlannedSubnet.of("nodes", Cidr.parse(prefix)));
        return this;
    }

    Clusters nodeSubnet(String prefix, int takenByOthers) {
        subnets.add(new PlannedSubnet("nodes", Cidr.parse(prefix), takenByOthers));
        return this;
    }

    Clusters podSubnet(String prefix) {
        subnets.add(PlannedSubnet.of("pods", Cidr.parse(prefix)));
        return this;
    }

    Clusters podCidr(String prefix) {
        podCidr = Cidr.parse(prefix);
        return this;
    }

    Clusters ports(int perNode, int publicIps) {
        egress = new PlannedEgress(PlannedEgress.Kind.LOAD_BALANCER, OptionalInt.of(publicIps), perNode);
        return this;
    }

    Clusters pool(int nodes) {
        return pool(nodes, OptionalInt.empty(), "1");
    }

    Clusters pool(int nodes, int maxPods) {
        return pool(nodes, OptionalInt.of(maxPods), "1");
    }

    Clusters pool(int nodes, int maxPods, String surge) {
        return pool(nodes, OptionalInt.of(maxPods), surge);
    }

    private Clusters pool(int nodes, OptionalInt maxPods, String surge) {
        String name = "pool" + pools.size();
        MaxSurge parsed = MaxSurge.tryParse(surge).orElseThrow();
        pools.add(new PlannedPool(name, PoolSize.fixed(nodes), maxPods, Optional.of(parsed), "nodes", "pods"));
        return this;
    }

    PlannedCluster cluster() {
        return new PlannedCluster(model, pools, new AddressSpace(subnets, podCidr), egress);
    }

    Planner planner() {
        return new Planner(cluster());
    }
}
