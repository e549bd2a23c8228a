package io.podpath.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * The table of packages in ARCHITECTURE.md, as code: who may use whom.
 *
 * <pre>
 * model &lt;- trace &lt;- element &lt;- topology
 *                      ^  ^------ netfilter &lt;- nftables, ipvs &lt;- kubeproxy -&gt; cluster -&gt; model
 *                      +--------- azure &lt;- plan
 *                      +--------- engine (also topology)
 * dns uses cluster and azure, http uses trace and cluster
 * aks &lt;- cni &lt;- controlplane &lt;- assembly &lt;- lint, on these but engine and dns; io.podpath uses all
 * </pre>
 */
class SimulatorLayersTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.podpath");

    @Test
    void arrowsBetweenPackagesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy("io.podpath.model")
                .layer("trace")
                .definedBy("io.podpath.trace")
                .layer("element")
                .definedBy("io.podpath.element")
                .layer("topology")
                .definedBy("io.podpath.topology")
                .layer("netfilter")
                .definedBy("io.podpath.netfilter..")
                .layer("ipvs")
                .definedBy("io.podpath.ipvs")
                .layer("nftables")
                .definedBy("io.podpath.nftables")
                .layer("cluster")
                .definedBy("io.podpath.cluster")
                .layer("kubeproxy")
                .definedBy("io.podpath.kubeproxy")
                .layer("azure")
                .definedBy("io.podpath.azure..")
                .layer("dns")
                .definedBy("io.podpath.dns")
                .layer("http")
                .definedBy("io.podpath.http")
                .layer("plan")
                .definedBy("io.podpath.plan")
                .layer("aks")
                .definedBy("io.podpath.aks")
                .layer("cni")
                .definedBy("io.podpath.cni")
                .layer("controlplane")
                .definedBy("io.podpath.controlplane")
                .layer("assembly")
                .definedBy("io.podpath.assembly")
                .layer("lint")
                .definedBy("io.podpath.lint")
                .layer("engine")
                .definedBy("io.podpath.engine")
                .layer("door")
                .definedBy("io.podpath")
                .whereLayer("model")
                .mayNotAccessAnyLayer()
                .whereLayer("trace")
                .mayOnlyAccessLayers("model")
                .whereLayer("element")
                .mayOnlyAccessLayers("model", "trace")
                .whereLayer("topology")
                .mayOnlyAccessLayers("model", "element")
                .whereLayer("netfilter")
                .mayOnlyAccessLayers("model", "trace", "element")
                .whereLayer("ipvs")
                .mayOnlyAccessLayers("model", "trace", "element", "netfilter")
                .whereLayer("nftables")
                .mayOnlyAccessLayers("model", "element", "netfilter")
                .whereLayer("cluster")
                .mayOnlyAccessLayers("model")
                .whereLayer("kubeproxy")
                .mayOnlyAccessLayers("model", "trace", "element", "netfilter", "nftables", "ipvs", "cluster")
                .whereLayer("azure")
                .mayOnlyAccessLayers("model", "trace", "element")
                .whereLayer("dns")
                .mayOnlyAccessLayers("model", "cluster", "azure")
                .whereLayer("http")
                .mayOnlyAccessLayers("model", "trace", "cluster")
                .whereLayer("plan")
                .mayOnlyAccessLayers("model", "azure")
                .whereLayer("engine")
                .mayOnlyAccessLayers("model", "trace", "element", "topology")
                .whereLayer("aks")
                .mayOnlyAccessLayers("model", "element", "cluster", "azure")
                .whereLayer("cni")
                .mayOnlyAccessLayers(
                        "model", "trace", "element", "netfilter", "ipvs", "cluster", "kubeproxy", "azure", "aks")
                .whereLayer("controlplane")
                .mayOnlyAccessLayers("model", "cluster", "azure", "http", "aks", "cni")
                .whereLayer("assembly")
                .mayOnlyAccessLayers(
                        "model",
                        "trace",
                        "element",
                        "topology",
                        "netfilter",
                        "cluster",
                        "azure",
                        "http",
                        "aks",
                        "cni",
                        "controlplane")
                .whereLayer("lint")
                .mayOnlyAccessLayers("model", "cluster", "azure", "aks", "cni", "controlplane", "assembly")
                .whereLayer("door")
                .mayNotBeAccessedByAnyLayer()
                .check(CORE);
    }

    @Test
    void readersAndMatchesStandOnTheRulesNotTheOtherWayRound() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("io.podpath.netfilter")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.podpath.netfilter.match", "io.podpath.netfilter.dump")
                .check(CORE);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage("io.podpath.netfilter.ipset", "io.podpath.netfilter.text")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.podpath.netfilter", "io.podpath.netfilter.match", "io.podpath.netfilter.dump")
                .check(CORE);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("io.podpath.netfilter.match")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.podpath.netfilter.dump")
                .check(CORE);
    }

    @Test
    void inAzureTheFabricStandsOnDecisionsAndTheseOnResources() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("shared")
                .definedBy("io.podpath.azure")
                .layer("resource")
                .definedBy("io.podpath.azure.resource")
                .layer("security")
                .definedBy("io.podpath.azure.security")
                .layer("route")
                .definedBy("io.podpath.azure.route")
                .layer("snat")
                .definedBy("io.podpath.azure.snat")
                .layer("egress")
                .definedBy("io.podpath.azure.egress")
                .layer("firewall")
                .definedBy("io.podpath.azure.firewall")
                .layer("loadbalancer")
                .definedBy("io.podpath.azure.loadbalancer")
                .layer("provider")
                .definedBy("io.podpath.azure.provider")
                .layer("fabric")
                .definedBy("io.podpath.azure.fabric")
                .whereLayer("shared")
                .mayNotAccessAnyLayer()
                .whereLayer("resource")
                .mayOnlyAccessLayers("shared")
                .whereLayer("security")
                .mayOnlyAccessLayers("shared", "resource")
                .whereLayer("route")
                .mayOnlyAccessLayers("shared", "resource", "security")
                .whereLayer("snat")
                .mayOnlyAccessLayers("shared")
                .whereLayer("egress")
                .mayOnlyAccessLayers("shared", "resource", "snat")
                .whereLayer("firewall")
                .mayOnlyAccessLayers("shared", "resource", "snat")
                .whereLayer("loadbalancer")
                .mayOnlyAccessLayers("shared", "resource", "snat")
                .whereLayer("provider")
                .mayOnlyAccessLayers("shared", "resource", "loadbalancer")
                .whereLayer("fabric")
                .mayOnlyAccessLayers("shared", "resource", "security", "route", "loadbalancer")
                .check(CORE);
    }

    @Test
    void noPackagesDependOnEachOtherInCircles() {
        slices().matching("io.podpath.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void onlyTopologyUsesJgrapht() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("io.podpath.topology")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jgrapht..")
                .check(CORE);
    }
}
