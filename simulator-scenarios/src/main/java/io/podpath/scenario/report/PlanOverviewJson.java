package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedEgress;
import io.podpath.plan.PlannedPool;
import io.podpath.plan.PlannedSubnet;
import io.podpath.plan.PodBatches;
import io.podpath.plan.PodBlocks;
import io.podpath.plan.PodSource;
import io.podpath.plan.SnatPorts;
import io.podpath.scenario.run.ModelPlan;
import io.podpath.scenario.run.PlanOverview;
import io.podpath.scenario.run.PlanResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * What planning has to say about a scenario, as JSON.
 *
 * <p>The shape is published as {@code schema/plan.schema.json}; {@link PlanOverview#CONTRACT} is its version.
 */
public final class PlanOverviewJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final PlanJson plans;

    private PlanOverviewJson(JsonGenerator json) {
        this.json = json;
        this.plans = new PlanJson(json);
    }

    /**
     * Writes the document, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(String scenario, List<PlanOverview> variants, Writer writer) {
        try (JsonGenerator generator = FACTORY.createGenerator(writer).setPrettyPrinter(new ShallowPrinter())) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new PlanOverviewJson(generator).writeDocument(scenario, variants);
            generator.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeDocument(String scenario, List<PlanOverview> variants) throws IOException {
        json.writeStartObject();
        json.writeStringField("contract", PlanOverview.CONTRACT);
        json.writeStringField("scenario", scenario);
        writeTiers();
        json.writeArrayFieldStart("variants");
        for (PlanOverview variant : variants) {
            json.writeStartObject();
            json.writeStringField("name", variant.variant());
            writeSubnets(variant.own().cluster());
            writePools(variant.own());
            writeEgress(variant.own().cluster().egress());
            json.writeFieldName("plan");
            writeModel(variant.own());
            json.writeArrayFieldStart("models");
            for (ModelPlan model : variant.models()) {
                writeModel(model);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("questions");
            for (PlanResult question : variant.questions()) {
                plans.write(question);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeTiers() throws IOException {
        json.writeArrayFieldStart("automaticSourcePorts");
        for (SnatPorts.Tier tier : SnatPorts.tiers()) {
            json.writeStartObject();
            json.writeNumberField("fromNodes", tier.fromNodes());
            json.writeNumberField("toNodes", tier.toNodes());
            json.writeNumberField("portsPerNode", tier.portsPerNode());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeSubnets(PlannedCluster cluster) throws IOException {
        json.writeArrayFieldStart("subnets");
        for (PlannedSubnet subnet : cluster.space().subnets()) {
            json.writeStartObject();
            json.writeStringField("name", subnet.name());
            json.writeStringField("range", subnet.prefix().toString());
            json.writeNumberField("usable", subnet.usable());
            json.writeNumberField("takenByOthers", subnet.taken());
            json.writeNumberField("free", subnet.free());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writePools(ModelPlan plan) throws IOException {
        PlannedCluster cluster = plan.cluster();
        json.writeArrayFieldStart("pools");
        for (PlannedPool pool : cluster.pools()) {
            int maxPods = pool.maxPods(cluster.model());
            json.writeStartObject();
            json.writeStringField("name", pool.name());
            json.writeNumberField("nodes", plan.nodesOf(pool));
            json.writeNumberField("maxPods", maxPods);
            json.writeStringField("maxSurge", pool.surge().toString());
            if (cluster.model().podSource() == PodSource.POD_SUBNET_BATCHES) {
                json.writeNumberField("podSubnetAddressesOfFullNode", PodBatches.takenByNode(maxPods));
            }
            if (cluster.model().podSource() == PodSource.POD_SUBNET_BLOCKS) {
                PodBlocks blocks = PodBlocks.of(maxPods);
                json.writeNumberField("blocksPerNode", blocks.count());
                json.writeNumberField("wastedAddressesPerNode", blocks.wasted());
                json.writeNumberField("idealMaxPods", blocks.nextIdealMaxPods());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeEgress(PlannedEgress egress) throws IOException {
        json.writeObjectFieldStart("egress");
        json.writeStringField("by", egress.kind().toString());
        if (egress.publicIps().isPresent()) {
            json.writeNumberField("publicIps", egress.publicIps().getAsInt());
        }
        if (egress.portsPerNode() > 0) {
            json.writeNumberField("declaredPortsPerNode", egress.portsPerNode());
        }
        json.writeEndObject();
    }

    private void writeModel(ModelPlan plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", plan.cluster().model().label());
        json.writeObjectFieldStart("running");
        plans.writeAnswer(plan.running());
        json.writeEndObject();
        json.writeObjectFieldStart("upgrading");
        plans.writeAnswer(plan.upgrading());
        json.writeEndObject();
        plans.writeMostNodes("mostNodes", plan.most());
        plans.writeMostNodes("mostUpgradableNodes", plan.mostUpgradable());
        json.writeEndObject();
    }
}
