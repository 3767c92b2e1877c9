using System.Text.Json;
using System.Text.Json.Serialization;
using TradingBot.Accounting;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>The holds on trading, kept in a file: a bot that was locked out stays locked out, however often it is started.</summary>
public sealed class HoldFile
{
    private const int Version = 1;

    private readonly StateFile<HoldState> _file;

    private HoldFile(string directory)
        => _file = new StateFile<HoldState>(directory, "holds.json", StateJson.Default.HoldState, ("whether trading is locked", "without holds"));

    /// <summary>The file in <paramref name="directory"/>, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">The directory cannot be used.</exception>
    public static HoldFile In(string directory) => new(directory);

    /// <summary>The holds as they were last written; none without a file.</summary>
    /// <exception cref="InvalidSettingException">The file is damaged: nobody can say whether the bot may trade.</exception>
    public IReadOnlyList<TradingHold> Read() => _file.Read(Check)?.Holds ?? [];

    /// <summary>Replaces what the file holds, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public void Write(IReadOnlyList<TradingHold> holds) => _file.Write(new HoldState(Version, holds));

    private static void Check(HoldState state)
    {
        if (state.Version != Version)
            throw new JsonException($"expected version {Version}");
        if (state.Holds.Contains(null!))
            throw new JsonException("one of the holds is null");
    }
}

/// <summary>What the file says.</summary>
internal sealed record HoldState(int Version, IReadOnlyList<TradingHold> Holds);

/// <summary>How the files of the state directory say what they say.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(HoldState))]
[JsonSerializable(typeof(AccountsState<AccountMarks>))]
[JsonSerializable(typeof(AccountsState<DecisionsState>))]
internal sealed partial class StateJson : JsonSerializerContext;
