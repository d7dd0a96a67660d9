/** Passkeys, for browsers whose own readers of JSON are not there yet: bytes travel as base64url. */

export const passkeysWork = () => isSecureContext && 'credentials' in navigator && 'PublicKeyCredential' in window;

interface Described {
  id: string;
  type: 'public-key';
}

/** Has the device make a passkey of what the server asks. */
export async function makePasskey(asked: unknown): Promise<unknown> {
  const options = asked as {
    challenge: string;
    user: { id: string; name: string; displayName: string };
    excludeCredentials?: Described[];
  };
  const made = (await navigator.credentials.create({
    publicKey: {
      ...(asked as PublicKeyCredentialCreationOptions),
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: (options.excludeCredentials ?? []).map((c) => ({ ...c, id: bytes(c.id) })),
    },
  })) as PublicKeyCredential;
  const { clientDataJSON, attestationObject } = made.response as AuthenticatorAttestationResponse;
  return answer(made, { clientDataJSON, attestationObject });
}

/** Has the device sign what the server asks. */
export async function signWithPasskey(asked: unknown): Promise<unknown> {
  const { challenge } = asked as { challenge: string };
  const signed = (await navigator.credentials.get({
    publicKey: {
      ...(asked as PublicKeyCredentialRequestOptions),
      challenge: bytes(challenge),
      allowCredentials: [],
    },
  })) as PublicKeyCredential;
  const { clientDataJSON, authenticatorData, signature, userHandle } =
    signed.response as AuthenticatorAssertionResponse;
  return answer(signed, { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) });
}

function answer({ id, rawId, type }: PublicKeyCredential, response: Record<string, ArrayBuffer>): unknown {
  const said = Object.entries(response).map(([name, value]) => [name, text(value)]);
  return { id, rawId: text(rawId), type, clientExtensionResults: {}, response: Object.fromEntries(said) };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
