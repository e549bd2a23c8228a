/**
 * Azure resources as a person declares them: virtual networks, subnets, route tables, security groups, machines. Values
 * only; nothing here sees a packet.
 */
@NullMarked
package io.podpath.azure.resource;

import org.jspecify.annotations.NullMarked;
