// From where a request comes. The header x-forwarded-for is written by anyone who likes; it is believed only as far
// back as it was written by proxies that the setting TRUSTED_PROXIES lists.
import { BlockList, isIP } from 'node:net'

/** Addresses and networks ("10.0.0.5", "10.0.0.0/8", "::1") of proxies; throws on a text that is neither. */
export function readProxies(list: readonly string[]): (address: string) => boolean {
  const proxies = new BlockList()
  for (const entry of list.map((e) => e.trim()).filter(Boolean)) {
    const [address, bits] = entry.split('/') as [string, string?]
    const family = isIP(address)
    if (family === 0 || (bits !== undefined && !(Number.isInteger(Number(bits)) && Number(bits) >= 0 && Number(bits) <= (family === 4 ? 32 : 128)))) {
      throw new Error(`TRUSTED_PROXIES: "${entry}" is neither an address nor a network`)
    }
    if (bits === undefined) proxies.addAddress(address, family === 4 ? 'ipv4' : 'ipv6')
    else proxies.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => {
    const family = isIP(address)
    return family !== 0 && proxies.check(address, family === 4 ? 'ipv4' : 'ipv6')
  }
}

/** The address of the caller: the nearest hop, counted from our side, that is no trusted proxy. */
export function callerAddress(peer: string, forwardedFor: string | null, trusted: (address: string) => boolean): string {
  let caller = plain(peer)
  const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim())).reverse()
  for (const hop of hops) {
    if (!trusted(caller) || isIP(hop) === 0) break
    caller = hop
  }
  return caller
}

/** ::ffff:10.0.0.1 is how a socket for both families writes 10.0.0.1; a proxy may add a port. */
function plain(address: string): string {
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^::ffff:(?=\d+\.)/i, '')
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.slice(0, bare.lastIndexOf(':')) : bare
}
