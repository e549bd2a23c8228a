package io.podpath.lab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The lab's part of the table of packages in ARCHITECTURE.md.
 *
 * <pre>
 * agent (JDK alone) &lt;- kernel -&gt; trace -&gt; model
 *                         ^--- verify, router -&gt; the core
 * </pre>
 */
class LabLayersTest {

    private static final JavaClasses LAB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.podpath.lab");

    @Test
    void arrowsBetweenPackagesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("agent")
                .definedBy("io.podpath.lab.agent")
                .layer("trace")
                .definedBy("io.podpath.lab.trace")
                .layer("kernel")
                .definedBy("io.podpath.lab.kernel")
                .layer("verify")
                .definedBy("io.podpath.lab.verify")
                .layer("router")
                .definedBy("io.podpath.lab.router")
                .withOptionalLayers(true)
                .whereLayer("agent")
                .mayNotAccessAnyLayer()
                .whereLayer("trace")
                .mayNotAccessAnyLayer()
                .whereLayer("kernel")
                .mayOnlyAccessLayers("agent", "trace")
                .whereLayer("router")
                .mayOnlyAccessLayers("kernel", "trace")
                .whereLayer("verify")
                .mayOnlyAccessLayers("kernel", "trace")
                .check(LAB);
    }

    @Test
    void theAgentNeedsNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAPackage("io.podpath.lab.agent")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "io.podpath.lab.agent", "org.jspecify..")
                .check(LAB);
    }
}
