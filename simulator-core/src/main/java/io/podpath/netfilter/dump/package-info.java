/**
 * Reads what tools print about a real node: {@code iptables-save}, {@code ip route}, {@code ip addr}, {@code sysctl}.
 *
 * <pre>
 *  text --DumpReader--> Dump (lines as they stand, printed again alike) --ruleset()--> Ruleset
 *            `--RuleParser--> Segment --MatchReaders, TargetReader--> Match, Target
 *  text --RouteReader, AddressReader, SysctlReader--> IpConfiguration, Sysctls
 * </pre>
 *
 * <p>What is wrong comes back as values with line and column. Uses {@code netfilter} and its parts.
 */
@NullMarked
package io.podpath.netfilter.dump;

import org.jspecify.annotations.NullMarked;
