/** Azure Firewall: rules in their order, sessions, and the translations that go with them. */
@NullMarked
package io.podpath.azure.firewall;

import org.jspecify.annotations.NullMarked;
