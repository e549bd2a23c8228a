package io.podpath.scenario.load;

import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.scenario.schema.Suggestion;

/**
 * Annotations of Services that look as if they were for the Azure cloud provider, but that it does not know: it passes
 * over them without a word, so a misspelt one does nothing.
 */
final class ServiceAnnotationNotes {

    private ServiceAnnotationNotes() {}

    static void check(Fields annotations, Problems problems) {
        for (MappingNode.Field field : annotations.node().listFields()) {
            String key = field.name();
            if (isClaimed(key) && !ServiceAnnotation.isKnown(key)) {
                problems.info(
                        field.value().location(),
                        "the Azure cloud provider does not know the annotation '" + key + "' and passes over it"
                                + Suggestion.didYouMean(key, ServiceAnnotation.listKeys()));
            }
        }
    }

    /** Also where the domain is misspelt: AKS reads no annotation of another one for load balancers. */
    private static boolean isClaimed(String key) {
        return ServiceAnnotation.isClaimed(key)
                || key.contains("kubernetes.io/azure-load-balancer")
                || key.contains("kubernetes.io/azure-pls-")
                || key.contains("kubernetes.io/azure-pip-");
    }
}
