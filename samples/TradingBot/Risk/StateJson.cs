using System.Text.Json;
using System.Text.Json.Serialization;
using TradingBot.Accounting;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>How the files of the state directory say what they say. They can be written by hand too, and then as in one way only.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(ChoiceJson<HoldKind>), typeof(MomentJson)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AccountsState<AccountHolds>))]
[JsonSerializable(typeof(AccountsState<AccountMarks>))]
[JsonSerializable(typeof(AccountsState<DecisionsState>))]
internal sealed partial class StateJson : JsonSerializerContext;

/// <summary>A choice by its name: a number may be none of them, and several names are not one.</summary>
internal sealed class ChoiceJson<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && Written.IsChoice(typeof(T), reader.GetString()!)
            ? Enum.Parse<T>(reader.GetString()!, ignoreCase: true)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A moment with its offset from UTC: without one it would be read in the time zone of the machine.</summary>
internal sealed class MomentJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && Written.IsMoment(reader.GetString()!, out DateTimeOffset moment) ? moment : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
