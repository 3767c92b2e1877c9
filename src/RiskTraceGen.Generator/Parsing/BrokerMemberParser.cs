using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>The members of a wrapper: symbols to models.</summary>
internal sealed class BrokerMemberParser(INamedTypeSymbol broker, Compilation compilation, ValueParser values)
{
    private readonly SignatureParser _signatures = new(compilation);
    private readonly List<string> _typeParameters = [.. NestedGenerics.ParametersOf(broker).Select(TypeParameterNames.Of)];
    private readonly HashSet<string> _memberNames = new(StringComparer.Ordinal);
    private readonly SilencedWarnings _silenced = new();
    private readonly Dictionary<ITypeSymbol, string?> _failures = new(SymbolEqualityComparer.IncludeNullability);
    private readonly Dictionary<ISymbol, string> _wrappedSubstitutes = new(SymbolEqualityComparer.Default);
    private Substitutes _substitutes = new([], broker, compilation);

    // A trace point can be called neither as the class that holds it nor as what every class has.
    private readonly HashSet<string> _keysTaken = new(StringComparer.Ordinal)
    {
        "TracePoints", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    /// <summary>The warnings that the members parsed so far would bring into generated code.</summary>
    public EquatableArray<string> Silenced => _silenced.Ids;

    public EquatableArray<MemberModel> Parse()
    {
        var wrapped = WrapperMembers.Of(broker, compilation).Where(member => member.Refusal is null).ToList();
        _memberNames.UnionWith(WrapperMembers.Names(broker, compilation).Concat(_typeParameters));
        _substitutes = new Substitutes(wrapped.Select(member => member.Member).OfType<IMethodSymbol>(), broker, compilation);
        _silenced.AddSurroundings(broker);
        foreach (WrapperMember member in wrapped)
            _silenced.AddSignature(member.Member);
        var members = wrapped.Select(member => member.Member).ToList();
        var ranks = new OverloadRanks(members, compilation);
        string indexer = IndexerName(members);
        _memberNames.Add(indexer);
        var hidden = HiddenSubstitutes(members, ranks);
        return wrapped.Select(member => Parse(member.Member, member.Receiver, ranks, indexer)).OfType<MemberModel>()
            .Concat(hidden.Select(substitute => ParseSubstitute(substitute, ranks)))
            .ToEquatableArray();
    }

    // Those that are not reached, or not for sure, by their names in the wrapper: it has private methods for them.
    private List<IMethodSymbol> HiddenSubstitutes(List<ISymbol> members, OverloadRanks ranks)
    {
        var hidden = new List<IMethodSymbol>();
        foreach (IMethodSymbol substitute in _substitutes.All)
        {
            var overloads = members.Where(member => member.Name == substitute.Name).OfType<IMethodSymbol>().ToList();
            if (overloads.Contains(substitute, SymbolEqualityComparer.Default)
                && (overloads.Count == 1
                    || (ranks.IsMeantByTypes(substitute, overloads) && !substitute.Parameters.Any(parameter => WellKnown.IsCancellationToken(parameter.Type)))))
                continue;

            string stem = $"{substitute.Name}Of{OverloadRanks.DeclaringType(substitute).Name}";
            string name = stem;
            for (int number = 2; !_memberNames.Add(name); number++)
                name = stem + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _wrappedSubstitutes.Add(substitute, name);
            _silenced.AddSignature(substitute);
            hidden.Add(substitute);
        }

        return hidden;
    }

    private MethodModel ParseSubstitute(IMethodSymbol substitute, OverloadRanks ranks)
    {
        INamedTypeSymbol declaring = OverloadRanks.DeclaringType(substitute);
        INamedTypeSymbol? receiver = SymbolEqualityComparer.Default.Equals(declaring, broker) ? null : declaring;
        if (receiver is not null)
            _silenced.AddType(receiver);
        return Method(substitute, receiver, ranks) with { Name = _wrappedSubstitutes[substitute], Accessibility = "private" };
    }

    // The indexers of a type have one name in metadata, which no other member has: the broker's, where it can be had.
    private string IndexerName(List<ISymbol> members)
    {
        string[] wished = [.. members.Where(member => member is IPropertySymbol { IsIndexer: true }).Select(indexer => indexer.MetadataName).Take(1), "Item"];
        var taken = new HashSet<string>(members.Select(member => member.Name).Concat(_typeParameters), StringComparer.Ordinal);
        string name = wished.FirstOrDefault(IsFree) ?? "Indexer";
        for (int number = 2; !IsFree(name); number++)
            name = $"Indexer{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        return name;

        bool IsFree(string name)
            => !taken.Contains(name) && !taken.Contains("get_" + name) && !taken.Contains("set_" + name) && !Refusals.IsOwnName(name, broker);
    }

    private MemberModel? Parse(ISymbol member, INamedTypeSymbol? receiver, OverloadRanks ranks, string indexer)
    {
        receiver ??= ranks.ReceiverOf(member);
        if (receiver is not null)
            _silenced.AddType(receiver);
        if (member is IMethodSymbol ordinary)
            return Method(ordinary, receiver, ranks);

        TypeRef? through = receiver is null ? null : TypeRefs.Of(receiver);
        string visibility = Visibility(member);
        (string reference, string? cref) = References.To(member);
        string name = TypeRefs.Escape(member.Name);
        switch (member)
        {
            case IPropertySymbol property:
                IMethodSymbol? getter = Declarations.Accessor(property, static property => property.GetMethod);
                IMethodSymbol? setter = Declarations.Accessor(property, static property => property.SetMethod);
                bool hasGetter = getter is not null && Access.CanReach(getter, compilation);
                bool hasSetter = setter is { IsInitOnly: false } && Access.CanReach(setter, compilation);
                return hasGetter || hasSetter
                    ? new PropertyModel(
                        name,
                        visibility,
                        TypeRefs.Of(property.Type),
                        through,
                        reference,
                        cref,
                        SignatureParser.PropertyAttributes(property, hasGetter ? getter : null, hasSetter ? setter : null, indexer, ranks.PriorityOf(property)),
                        SignatureParser.RefReturn(property.RefKind),
                        hasGetter,
                        hasSetter,
                        _signatures.Parameters(property.Parameters, ranks.NeedsNames(property), static _ => null),
                        SignatureParser.AccessorAttributes(getter),
                        SignatureParser.AccessorAttributes(setter),
                        ForgivesNull: property.RefKind != RefKind.None && SignatureParser.NullAttributes(property, getter, setter).Any())
                    : null;
            case IEventSymbol evented:
                return new EventMemberModel(name, visibility, TypeRefs.Of(evented.Type), through, reference, cref, SignatureParser.CarriedAttributes(evented));
            case IFieldSymbol field:
                bool isReference = CanBeReferred(field);
                return new PropertyModel(
                    name,
                    visibility,
                    TypeRefs.Of(field.Type),
                    through,
                    reference,
                    cref,
                    SignatureParser.CarriedAttributes(field).Concat(SignatureParser.NullAttributes(field)).ToEquatableArray(),
                    isReference ? field.IsReadOnly ? "ref readonly " : "ref " : "",
                    HasGetter: true,
                    HasSetter: !isReference && !field.IsReadOnly,
                    default,
                    "",
                    "",
                    ForgivesNull: isReference && SignatureParser.NullAttributes(field).Any());
            default:
                return null;
        }
    }

    private MethodModel Method(IMethodSymbol method, INamedTypeSymbol? receiver, OverloadRanks ranks)
    {
        CallModel? call = CallOf(method);
        (string reference, string? cref) = References.To(method);
        string name = TypeRefs.Escape(method.Name);
        return new MethodModel(
            name,
            Visibility(method),
            TypeRefs.Of(method.ReturnType),
            receiver is null ? null : TypeRefs.Of(receiver),
            reference,
            cref,
            SignatureParser.MethodAttributes(method, ranks.PriorityOf(method)),
            SignatureParser.RefReturn(method.RefKind),
            SignatureParser.TypeParameters(method.TypeParameters),
            SignatureParser.DeclaredTypeParameters(method.TypeParameters),
            _signatures.Constraints(method.TypeParameters),
            _signatures.Parameters(method.Parameters, ranks.NeedsNames(method), parameter => call is null ? null : Argument(parameter)),
            call,
            name);
    }

    private static string Visibility(ISymbol member)
        => (member.DeclaredAccessibility == Accessibility.Public ? "public" : "internal") + (HidesObjectMember(member) ? " new" : "");

    // A reference is what a field is to whoever uses it, but for one that is volatile, or may be in another place altogether.
    private bool CanBeReferred(IFieldSymbol field)
        => !field.IsVolatile && !Declarations.Supertypes(broker).Any(super => WellKnown.Is(super, "System", "MarshalByRefObject", 0));

    // What has the name of a member of every object, and is another kind of member, or as static as that.
    private static bool HidesObjectMember(ISymbol member) => member switch
    {
        IMethodSymbol
        {
            Name: "Equals" or "ReferenceEquals",
            Arity: 0,
            Parameters: [{ Type.SpecialType: SpecialType.System_Object }, { Type.SpecialType: SpecialType.System_Object }]
        } => true,
        IPropertySymbol { IsIndexer: false } or IEventSymbol or IFieldSymbol
            => member.Name is "Equals" or "ReferenceEquals" or "GetHashCode" or "GetType" or "ToString" or "MemberwiseClone",
        _ => false,
    };

    private CallModel? CallOf(IMethodSymbol method)
    {
        BrokerCallMark? mark = BrokerCalls.Find(method, broker, compilation.Assembly);
        if (Refusals.OfCall(method) is not null || (mark is null && _substitutes.CallsOf(method).Count == 0))
            return null;

        CallKind kind = KindOf(method, out ITypeSymbol? result);
        bool forgives = method.ReturnType.NullableAnnotation == NullableAnnotation.Annotated && kind is CallKind.Task or CallKind.Stream
            || method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.Name == "MaybeNullAttribute");
        string member = $"{method.ContainingType.Name}.{method.Name}";
        // Of a stream the items are no answers.
        string? failure = result is null || kind == CallKind.Stream ? null : FailureOf(result);
        return new CallModel(
            mark?.Name ?? TraceNames.Call(method.Name),
            member,
            Key(method),
            kind,
            result is null ? null : Recorded(result),
            result is null ? null : Result(method, result),
            result is null ? null : ValueParser.Finished(result),
            failure,
            forgives,
            SignatureParser.AssertsNotNull(method),
            Deferred.TaskBehind(method.ReturnType) is not null || (result is not null && !Access.CanBeArgument(result)),
            kind == CallKind.Value && SignatureParser.KeepsMembers(method),
            TokenOf(method),
            mark is not null && Annotations.Named(mark.Attribute, "Idempotent", false),
            mark is not null ? PolicyOf(method, mark.Attribute) : null,
            Signatures.TypesOf(method).Any(Obsolescence.IsError) ? SignatureParser.GuardAttributes(method) : default);
    }

    private string? FailureOf(ITypeSymbol result)
    {
        if (_failures.TryGetValue(result, out string? failure))
            return failure;

        failure = FailurePatterns.Of(result, compilation);
        if (failure is not null)
            _silenced.AddVerdicts(Verdicts.Of(result, compilation));
        _failures.Add(result, failure);
        return failure;
    }

    private PolicyModel? PolicyOf(IMethodSymbol method, AttributeData attribute)
        => CallPolicies.HasAny(attribute) && CallPolicies.CanRepeat(method)
            ? new PolicyModel(
                CallPolicies.Settings(attribute).ToEquatableArray(),
                CallPolicies.Words(attribute).ToEquatableArray(),
                SignatureParser.GuardAttributes(method),
                Substitute(method, CallPolicies.FallbackOf(method, broker, attribute, compilation), TokenOf(method)),
                Substitute(method, CallPolicies.ReconciliationOf(method, broker, attribute, compilation), token: null))
            : null;

    // A query gets no token: what became of an order has to be known also where the caller does not want it any more.
    private SubstituteModel? Substitute(IMethodSymbol method, IMethodSymbol? substitute, string? token)
    {
        if (substitute is null)
            return null;

        var given = new Queue<string>(method.Parameters.Where(parameter => !WellKnown.IsCancellationToken(parameter.Type)).Select(SignatureParser.Name));
        return new SubstituteModel(
            TypeRefs.Escape(substitute.Name),
            _wrappedSubstitutes.TryGetValue(substitute, out string? wrapped) ? wrapped : TypeRefs.Escape(substitute.Name),
            References.To(substitute).Element,
            KindOf(substitute, out ITypeSymbol? result),
            result is null ? null : Recorded(result),
            SignatureParser.GuardAttributes(substitute),
            substitute.Parameters.Select(parameter => WellKnown.IsCancellationToken(parameter.Type) ? token ?? "" : given.Dequeue()).ToEquatableArray());
    }

    // A broker that takes several is told by any of them; the last is the caller's own by convention.
    private static string? TokenOf(IMethodSymbol method)
        => method.Parameters.LastOrDefault(
            parameter => parameter.RefKind is RefKind.None or RefKind.In && WellKnown.IsCancellationToken(parameter.Type)) is { } token
            ? SignatureParser.Name(token)
            : null;

    // Overloads share a name; their trace points are numbered in source order. So are those whose nested types would be named as a member or a type parameter.
    private string Key(IMethodSymbol method)
    {
        string name = TraceNames.WithoutAsync(method.Name);
        name = char.ToUpperInvariant(name[0]) + name.Substring(1);
        string key = name;
        for (int number = 2;
            !_keysTaken.Add(key) || CallModel.NestedTypes.Any(
                type => _memberNames.Contains(key + type) || method.TypeParameters.Any(parameter => TypeParameterNames.Of(parameter) == key + type));
            number++)
            key = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return key;
    }

    // What a call hands out is not there yet when it begins; a token or a flow says nothing about an order.
    private ValueModel? Argument(IParameterSymbol parameter)
    {
        if (parameter.RefKind == RefKind.Out || WellKnown.IsCancellationToken(parameter.Type) || WellKnown.IsRiskFlow(parameter.Type))
            return null;
        return _substitutes.IsGivenSecret(parameter)
            ? new ValueModel.Redacted()
            : values.Parse(parameter.Type, AttributeSources.OfParameter(parameter, broker));
    }

    private ValueModel Result(IMethodSymbol method, ITypeSymbol result)
        => Secrets.IsResultSensitive(AttributeSources.OfResult(method, broker)) || _substitutes.ReturnsSecret(method)
            ? new ValueModel.Redacted()
            : values.Parse(result);

    // An interface that can be no type argument is an object to the recorder.
    private static TypeRef Recorded(ITypeSymbol result)
        => Access.CanBeArgument(result)
            ? TypeRefs.WithoutDynamic(result)
            : new TypeRef(result.NullableAnnotation == NullableAnnotation.Annotated ? "object?" : "object");

    private static CallKind KindOf(IMethodSymbol method, out ITypeSymbol? result)
    {
        ITypeSymbol type = Deferred.TaskBehind(method.ReturnType) ?? method.ReturnType;
        result = (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        if (WellKnown.IsTask(type, 1))
            return CallKind.Task;
        if (WellKnown.IsValueTask(type, 1))
            return CallKind.ValueTask;
        if (Deferred.IsStream(type))
            return CallKind.Stream;

        result = null;
        if (WellKnown.IsTask(type, 0))
            return CallKind.Task;
        if (WellKnown.IsValueTask(type, 0))
            return CallKind.ValueTask;
        if (Deferred.IsHandedOver(method))
            return CallKind.HandedOver;
        if (type.SpecialType == SpecialType.System_Void)
            return CallKind.Void;
        if (type.IsRefLikeType || type is ITypeParameterSymbol { AllowsRefLikeType: true })
            return CallKind.Unrecorded;

        result = type;
        return CallKind.Value;
    }
}
