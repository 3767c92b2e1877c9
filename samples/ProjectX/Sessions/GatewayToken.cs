using System.Net;

namespace ProjectX;

/// <summary>
/// The bearer token: asked for when it is first needed, renewed before it expires, asked for anew when the gateway does not take it any more. Safe for threads;
/// whoever needs a token while one is being fetched gets that one.
/// </summary>
public sealed class GatewayToken
{
    private readonly GatewayLine _line;
    private readonly GatewayOptions _options;
    private readonly SemaphoreSlim _turn = new(1);
    private string? _token;
    private long _issued;

    internal GatewayToken(GatewayLine line, GatewayOptions options) => (_line, _options) = (line, options);

    /// <summary>When the token was asked for, by the clock of the options; the beginning of time before the first.</summary>
    public DateTimeOffset Issued => new(Interlocked.Read(ref _issued), TimeSpan.Zero);

    /// <summary>A token that is valid as far as anybody knows.</summary>
    /// <exception cref="GatewayRefusedException">The gateway refuses the key.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = _options.Time.GetUtcNow();
            if (_token is { } current && now - Issued < _options.RenewTokenAfter)
                return current;

            string token = _token is { } old && await RenewAsync(old, cancellationToken) is { } renewed ? renewed : await LogInAsync(cancellationToken);
            Interlocked.Exchange(ref _issued, now.UtcTicks);
            return _token = token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The gateway did not take <paramref name="token"/>: the next one is asked for.</summary>
    public void Reject(string token) => Interlocked.CompareExchange(ref _token, null, token);

    private async Task<string> LogInAsync(CancellationToken cancellationToken)
    {
        var request = new LoginKeyRequest(_options.UserName, _options.ApiKey);
        LoginKeyResponse answer = await _line.SendAsync(
            GatewayCalls.LoginKey, request, GatewayJson.Default.LoginKeyRequest, GatewayJson.Default.LoginKeyResponse, token: null, cancellationToken);
        return answer.Token ?? throw new InvalidDataException($"{GatewayCalls.LoginKey}: a success without a token");
    }

    /// <summary>The token from now on; null if only a new login helps.</summary>
    private async Task<string?> RenewAsync(string old, CancellationToken cancellationToken)
    {
        try
        {
            ValidateResponse answer = await _line.SendAsync(
                GatewayCalls.Validate, NoContent.Value, GatewayJson.Default.NoContent, GatewayJson.Default.ValidateResponse, old, cancellationToken);
            return answer.NewToken ?? old;
        }
        catch (Exception exception) when (exception is GatewayRefusedException or HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
        {
            return null;
        }
    }
}
