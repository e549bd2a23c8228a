package io.podpath.aks;

/**
 * Whether pods with a network namespace of their own may use the metadata service of their node.
 *
 * <p><i>Models:</i> the rule AKS writes on each node. <i>Does not model:</i> add-ons that refuse to run without the service.
 *
 * <p><i>Source:</i> Azure docs, Block pod access to the Azure Instance Metadata Service (preview); Azure API
 * ContainerService, {@code networkProfile.podLinkLocalAccess}; fact NODE-IMDS-RESTRICTION.
 */
public enum PodLinkLocalAccess {
    /** They may, which is the default. */
    IMDS,
    /** They may not: {@code az aks create --enable-imds-restriction}. */
    NONE
}
