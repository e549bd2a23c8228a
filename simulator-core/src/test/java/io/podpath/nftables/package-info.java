/** Tests of nftables tables: what they do to packets, and that the real nft reads them. */
@NullMarked
package io.podpath.nftables;

import org.jspecify.annotations.NullMarked;
