/**
 * What the Azure cloud provider of Kubernetes writes into security groups for Services.
 */
@NullMarked
package io.podpath.azure.provider;

import org.jspecify.annotations.NullMarked;
