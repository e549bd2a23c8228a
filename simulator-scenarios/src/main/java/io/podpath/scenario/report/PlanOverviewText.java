package io.podpath.scenario.report;

import io.podpath.azure.TextTable;
import io.podpath.plan.Limit;
import io.podpath.plan.LimitUse;
import io.podpath.plan.PlanAnswer;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedPool;
import io.podpath.plan.PlannedSubnet;
import io.podpath.scenario.run.ModelPlan;
import io.podpath.scenario.run.PlanOverview;
import io.podpath.scenario.run.PlanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What planning has to say about a scenario, as text: ranges, pools, needs, ports, every model side by side. */
public final class PlanOverviewText {

    private static final String INDENT = "  ";

    private final Page page = new Page();
    private final Palette palette;

    private PlanOverviewText(Palette palette) {
        this.palette = palette;
    }

    /** The text, with a line break at its end. */
    public static String print(String scenario, List<PlanOverview> variants, Palette palette) {
        PlanOverviewText text = new PlanOverviewText(palette);
        text.page.wrapped(scenario, INDENT, palette::strong);
        variants.forEach(text::print);
        return text.page.toString();
    }

    private void print(PlanOverview overview) {
        ModelPlan own = overview.own();
        page.blank();
        String title = "== " + overview.variant() + " (" + own.cluster().model() + ") ";
        page.line(palette.strong(title + "=".repeat(Math.max(3, Page.WIDTH - title.length()))));
        page.wrapped(PodSourceText.of(own.cluster().model()), "", line -> line);
        printRanges(own.cluster());
        printPools(own);
        printNeeds(own);
        printPods(own.cluster());
        new SourcePortsText(page, palette).print(own);
        printModels(overview.models());
        PlanText plans = new PlanText(page, palette);
        for (PlanResult question : overview.questions()) {
            page.blank();
            plans.print(question);
        }
    }

    private void heading(String words) {
        page.blank();
        page.wrapped(words, INDENT, palette::strong);
    }

    private void table(List<List<String>> rows) {
        TextTable.render(rows).lines().forEach(line -> page.line(INDENT + line));
    }

    private void printRanges(PlannedCluster cluster) {
        Set<String> used = cluster.pools().stream().map(PlannedPool::nodeSubnet).collect(Collectors.toSet());
        if (cluster.model().podSource().isPodSubnet()) {
            cluster.pools().forEach(pool -> used.add(pool.podSubnet()));
        }
        heading("Subnets");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("subnet", "range", "addresses", "kept by Azure", "others", "free"));
        for (PlannedSubnet subnet : cluster.space().subnets()) {
            if (used.contains(subnet.name())) {
                rows.add(List.of(
                        subnet.name(),
                        subnet.prefix().toString(),
                        PlanWords.count(subnet.prefix().size()),
                        PlanWords.count(subnet.prefix().size() - subnet.usable()),
                        PlanWords.count(subnet.taken()),
                        PlanWords.count(subnet.free())));
            }
        }
        table(rows);
    }

    private void printPools(ModelPlan own) {
        PlannedCluster cluster = own.cluster();
        heading("Node pools");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("pool", "nodes", "planned for", "pods per node", "max surge", "surge nodes"));
        for (PlannedPool pool : cluster.pools()) {
            rows.add(List.of(
                    pool.name(),
                    PlanWords.count(pool.size().now()),
                    PlanWords.count(own.nodesOf(pool)),
                    PlanWords.count(pool.maxPods(cluster.model())),
                    pool.surge().toString(),
                    PlanWords.count(pool.surge().nodes(own.nodesOf(pool)))));
        }
        table(rows);
        PlanRemarks.of(own).forEach(remark -> page.wrapped(INDENT + remark, INDENT + INDENT, palette::faint));
    }

    private void printNeeds(ModelPlan own) {
        PlanAnswer running = own.running();
        PlanAnswer upgrading = own.upgrading();
        heading("Needed by " + PlanWords.nodes(running) + ", and while they are upgraded by "
                + PlanWords.count(upgrading.surgeNodes(), "node") + " more");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("limit", "of", "running", "upgrading", "there is", ""));
        for (LimitUse use : upgrading.uses()) {
            Optional<LimitUse> before = running.uses().stream()
                    .filter(other ->
                            other.limit() == use.limit() && other.where().equals(use.where()))
                    .findFirst();
            rows.add(List.of(
                    use.limit().label(),
                    use.where(),
                    before.map(LimitUse::needed).map(PlanWords::count).orElse(""),
                    PlanWords.count(use.needed()),
                    use.available().isEmpty()
                            ? "unknown"
                            : PlanWords.count(use.available().getAsLong()),
                    before.filter(other -> !other.fits()).isPresent()
                            ? "DOES NOT FIT"
                            : use.fits() ? "" : "upgrade DOES NOT FIT"));
        }
        table(rows);
        page.wrapped(
                INDENT + "At most " + PlanWords.count(own.most().nodes(), "full node") + ", limited by "
                        + own.most().boundBy().limit() + "; "
                        + PlanWords.count(own.mostUpgradable().nodes()) + " that can be upgraded.",
                INDENT,
                line -> line);
        upgrading
                .findExceeded()
                .ifPresent(use ->
                        page.wrapped(INDENT + use.limit() + ": " + PlanWords.needed(use) + ".", INDENT, palette::bad));
    }

    private void printPods(PlannedCluster cluster) {
        if (cluster.model().podSource().isPodSubnet()) {
            heading("Pod addresses of a node");
            table(PodSourceText.table(cluster));
        }
    }

    private void printModels(List<ModelPlan> models) {
        heading("Every model with the same pools and ranges, upgrade included");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("model", "pods", "node subnet", "pod range", "most nodes", "upgradable", "then ends"));
        for (ModelPlan plan : models) {
            PlanAnswer answer = plan.upgrading();
            PlannedPool pool = plan.cluster().scaledPool();
            rows.add(List.of(
                    plan.cluster().model().label() + (answer.fits() ? "" : " (!)"),
                    PlanWords.count(pool.maxPods(plan.cluster().model())),
                    answer.find(Limit.NODE_SUBNET).map(PlanOverviewText::share).orElse(""),
                    podRange(answer),
                    PlanWords.count(plan.most().nodes()),
                    PlanWords.count(plan.mostUpgradable().nodes()),
                    plan.mostUpgradable().boundBy().limit().label()));
        }
        table(rows);
        if (models.stream().anyMatch(plan -> !plan.upgrading().fits())) {
            page.line(INDENT + "(!) does not fit");
        }
    }

    private static String podRange(PlanAnswer answer) {
        for (Limit limit : List.of(Limit.POD_CIDR, Limit.POD_SUBNET, Limit.POD_BLOCKS)) {
            Optional<LimitUse> use = answer.find(limit);
            if (use.isPresent()) {
                return share(use.get()) + (limit == Limit.POD_BLOCKS ? " blocks" : "");
            }
        }
        return "-";
    }

    private static String share(LimitUse use) {
        return PlanWords.count(use.needed())
                + (use.available().isEmpty()
                        ? ""
                        : " of " + PlanWords.count(use.available().getAsLong()));
    }
}
