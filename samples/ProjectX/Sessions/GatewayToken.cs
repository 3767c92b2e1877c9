using System.Net;

namespace ProjectX;

/// <summary>
/// The bearer token: asked for when it is first needed, renewed before it expires, asked for anew when the gateway
/// does not take it any more. Nobody waits for a renewal: until one succeeds the token at hand is used for as long as
/// it is valid. Safe for threads; whoever needs a token while one is being fetched gets that one.
/// </summary>
public sealed class GatewayToken
{
    /// <summary>After a renewal that failed the next one waits, as it is of no use to those who would pay for it with the calls that are left.</summary>
    internal static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(30);

    private readonly GatewayLine _line;
    private readonly GatewayOptions _options;
    private readonly Lock _lock = new();
    private string? _token;
    private long _issued;
    private DateTimeOffset _nextRenewal;
    private Task<string>? _login;

    internal GatewayToken(GatewayLine line, GatewayOptions options) => (_line, _options) = (line, options);

    /// <summary>When the token was asked for, by the clock of the options; the beginning of time before the first.</summary>
    public DateTimeOffset Issued => new(Interlocked.Read(ref _issued), TimeSpan.Zero);

    /// <summary>Ends when no renewal is under way.</summary>
    internal Task Renewal { get; private set; } = Task.CompletedTask;

    /// <summary>A token that is valid as far as anybody knows.</summary>
    /// <exception cref="GatewayRefusedException">The gateway refuses the key.</exception>
    public Task<string> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DateTimeOffset now = _options.Time.GetUtcNow();
            TimeSpan age = now - Issued;
            if (_token is { } current && age < _options.TokenLifetime)
            {
                if (age >= _options.RenewTokenAfter && now >= _nextRenewal && Renewal.IsCompleted)
                    Renewal = Task.Run(() => RenewAsync(current), CancellationToken.None);
                return Task.FromResult(current);
            }

            if (_login is null or { IsCompleted: true })
                _login = Task.Run(() => LogInAsync(replaced: _token), CancellationToken.None);
            return _login.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The gateway did not take <paramref name="token"/>: the next one is asked for.</summary>
    public void Reject(string token)
    {
        lock (_lock)
            _token = _token == token ? null : _token;
    }

    /// <summary>A login with the key, for whoever waits for it.</summary>
    private async Task<string> LogInAsync(string? replaced)
    {
        DateTimeOffset asked = _options.Time.GetUtcNow();
        var request = new LoginKeyRequest(_options.UserName, _options.ApiKey);
        LoginKeyResponse answer = await _line.SendAsync(
            GatewayCalls.LoginKey, request, GatewayJson.Default.LoginKeyRequest, GatewayJson.Default.LoginKeyResponse, token: null, CancellationToken.None);
        string token = answer.Token ?? throw new InvalidDataException($"{GatewayCalls.LoginKey}: a success without a token");
        Replace(replaced, token, asked);
        return token;
    }

    private async Task RenewAsync(string old)
    {
        try
        {
            DateTimeOffset asked = _options.Time.GetUtcNow();
            if (await ValidateAsync(old) is { } renewed)
                Replace(old, renewed, asked);
            else
                await LogInAsync(old);
        }
        catch (Exception)
        {
            // The token at hand is in use until it is too old, and the rules know its age.
            lock (_lock)
                _nextRenewal = _options.Time.GetUtcNow() + RenewalPause;
        }
    }

    /// <summary>The token from now on; null if only a new login helps.</summary>
    private async Task<string?> ValidateAsync(string old)
    {
        try
        {
            ValidateResponse answer = await _line.SendAsync(
                GatewayCalls.Validate, NoContent.Value, GatewayJson.Default.NoContent, GatewayJson.Default.ValidateResponse, old, CancellationToken.None);
            // Without a new one nobody says for how long the old one goes on.
            return answer.NewToken;
        }
        catch (Exception exception) when (exception is GatewayRefusedException or HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
        {
            return null;
        }
    }

    /// <summary>One that was fetched while another took its place is not put over that, nor one that the gateway rejected meanwhile.</summary>
    private void Replace(string? old, string token, DateTimeOffset asked)
    {
        lock (_lock)
        {
            if (_token is null ? token == old : _token != old)
                return;
            _token = token;
            Interlocked.Exchange(ref _issued, asked.UtcTicks);
        }
    }
}
