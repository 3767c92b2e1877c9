using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GatewaySimulator.Hosting;

namespace GatewaySimulator.Http;

/// <summary>Bearer tokens: signed like a JWT, valid for a while, ended by a logout. Safe for threads.</summary>
public sealed class Tokens(SimulatorOptions options)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _ended = [];
    private long _lastSession;

    /// <summary>A new token.</summary>
    public string Issue()
    {
        long expires = (options.Time.GetUtcNow() + options.TokenLifetime).ToUnixTimeMilliseconds();
        string head = Encode("""{"alg":"HS256","typ":"JWT"}"""u8);
        string body = Encode(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["sub"] = options.UserName,
            ["jti"] = Interlocked.Increment(ref _lastSession),
            ["exp"] = expires / 1_000,
            ["expMs"] = expires,
        }));
        return $"{head}.{body}.{Sign(head, body)}";
    }

    /// <summary>Whether a token is ours, has not expired, and its session has not ended.</summary>
    public bool IsValid(string? token)
    {
        if (token?.Split('.') is not [var head, var body, var signature])
            return false;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(head, body)), Encoding.UTF8.GetBytes(signature)))
            return false;

        lock (_lock)
        {
            if (_ended.Contains(token))
                return false;
        }

        using JsonDocument claims = JsonDocument.Parse(Decode(body));
        return claims.RootElement.GetProperty("expMs").GetInt64() > options.Time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Ends the session of a token.</summary>
    public void End(string token)
    {
        lock (_lock)
            _ended.Add(token);
    }

    /// <summary>The token of a request: in the header, or, for hubs, in the query.</summary>
    public static string? Of(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        string? header = request.Headers.Authorization;
        return header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? header[Scheme.Length..] : request.Query["access_token"];
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Decode(string text)
        => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight(text.Length + (4 - text.Length % 4) % 4, '='));

    private string Sign(string head, string body) => Encode(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes($"{head}.{body}")));
}
