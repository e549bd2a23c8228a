package io.podpath.azure.resource;

/**
 * A name of the public internet that a scenario uses.
 *
 * @param name the full name
 * @param record what it stands for
 */
public record PublicDnsNameSpec(String name, DnsRecord record) implements AzureResource {}
